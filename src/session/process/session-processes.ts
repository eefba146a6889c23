import type { LeftProcess, ProcessMark } from './marked-processes.ts';
import { kill } from './process-tree.ts';
import { taskProcesses } from './task-processes.ts';

/** A task, by when it began, and when another one ran beside it. In the time of `performance.now()`. */
export interface TaskTimes {
  readonly started: number;
  readonly aloneUntil: number | undefined;
}

/** What a session's tasks have started, on the machine where they run. */
export interface SessionProcesses {
  /** The process ids of what a task has started. A listing that the platform does not give finds none. */
  of(task: TaskTimes): Promise<readonly number[]>;
  kill(pids: Iterable<number>, signal?: NodeJS.Signals): void;
  /** What of a task still runs, after it was ended. */
  left(task: TaskTimes): Promise<readonly LeftProcess[]>;
  /** PowerShell has gone while this task and perhaps others ran: ends what they have started. Gives what could not be ended. */
  endOrphans(first: TaskTimes): Promise<readonly LeftProcess[]>;
}

/** On this machine, where PowerShell has this process id. */
export function localProcesses(powershell: number | undefined, mark: ProcessMark): SessionProcesses {
  const left = ({ started }: TaskTimes) =>
    mark.left({ age: performance.now() - started, except: powershell });
  return {
    of: ({ started, aloneUntil }) =>
      powershell === undefined
        ? Promise.resolve([])
        : taskProcesses(powershell, started, undefined, aloneUntil),
    kill,
    left,
    async endOrphans(first) {
      if (powershell === undefined) return [];
      kill(await taskProcesses(powershell, first.started));
      return left(first);
    },
  };
}
