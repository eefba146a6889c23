import type { RunEvent } from '../src/events/run-event.ts';
import type { Fixture } from './fixture.ts';
import { measuredRun } from './measured-run.ts';
import { memoryOf } from './process-memory.ts';
import { highest } from './statistics.ts';

export interface AppliedRun {
  /** Milliseconds from the start of the process to its end, summary included. */
  readonly duration: number;
  /** Milliseconds from the start of the process until PowerShell was there and the first task had begun. */
  readonly toFirstTask: number;
  /** Milliseconds from the first task's start, PowerShell being there, to the last task's end. */
  readonly tasks: number;
  /** The most memory, in megabytes, of the runner and of PowerShell. */
  readonly runnerPeak: number | null;
  readonly powershellPeak: number | null;
}

export interface AppliedRunOptions {
  /** Default: true, as it is for users. */
  readonly journal?: boolean;
  /** How a host is reached. Default: it is on this machine. */
  readonly connectionFile?: string;
  readonly onTaskFinished?: (count: number, runner: number, powershell: number) => void;
}

/** Runs `runbook apply FILE --view json` and takes its times from its own events. */
export async function appliedRun(
  fixture: Fixture,
  file: string,
  { journal = true, connectionFile, onTaskFinished }: AppliedRunOptions = {},
): Promise<AppliedRun> {
  const runnerPeaks: (number | null)[] = [];
  const powershellPeaks: (number | null)[] = [];
  const mark = { opened: Number.NaN, firstTask: Number.NaN, lastTask: Number.NaN, powershell: 0, count: 0 };
  const args = [fixture.runbook, 'apply', file, '--view', 'json', ...(journal ? [] : ['--no-journal'])];
  if (connectionFile !== undefined) args.push('--connection-file', connectionFile);
  const run = await measuredRun(process.execPath, args, {
    environment: fixture.environment,
    skip: '{"type":"task-output"',
    onLine(line, pid) {
      // Only the few events that are needed are parsed: reading must not slow the writer.
      const type = /^\{"type":"([a-z-]+)"/.exec(line)?.[1];
      if (type === 'task-finished') {
        mark.count++;
        mark.lastTask = timeOf(line);
        onTaskFinished?.(mark.count, pid, mark.powershell);
      } else if (type === 'task-started' && mark.count === 0) {
        mark.firstTask = timeOf(line);
      } else if (type === 'session-opened') {
        const event = JSON.parse(line) as Extract<RunEvent, { type: 'session-opened' }>;
        mark.opened = event.time;
        mark.powershell = event.pid;
      }
    },
    onTick(pid) {
      runnerPeaks.push(memoryOf(pid).peak);
      if (mark.powershell > 0) powershellPeaks.push(memoryOf(mark.powershell).peak);
    },
  });
  const first = Math.max(mark.firstTask, mark.opened);
  return {
    duration: run.duration,
    toFirstTask: first - run.started,
    tasks: mark.lastTask - first,
    runnerPeak: highest(runnerPeaks),
    powershellPeak: highest(powershellPeaks),
  };
}

function timeOf(line: string): number {
  return Number(/"time":([\d.]+)/.exec(line)?.[1]);
}
