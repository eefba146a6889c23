import { emptyTasks, type Fixture } from './fixture.ts';
import { measuredRun } from './measured-run.ts';

export interface Resumed {
  readonly tasks: number;
  /** Milliseconds from the start of the process until everything that was done before had been gone through. */
  readonly toLive: number;
}

/** A run of so many tasks that fails at the last is gone on with. */
export async function measureResume(fixture: Fixture, tasks: number): Promise<Resumed> {
  const last = `  - name: Last\n    command: [${JSON.stringify(process.execPath)}, -e, "process.exit(1)"]\n    register: last\n    failed_when: last.rc != 7\n`;
  const file = fixture.write(`resumed-${tasks}.yml`, emptyTasks(fixture, tasks) + last);
  const environment = fixture.environment;
  const failed = { environment, accepted: [2] };
  await measuredRun(process.execPath, [fixture.runbook, 'apply', file, '--view', 'json'], failed);
  let live = Number.NaN;
  const run = await measuredRun(process.execPath, [fixture.runbook, 'resume', '--view', 'json'], {
    ...failed,
    onLine(line) {
      if (line.startsWith('{"type":"notice-given"')) live = Number(/"time":([\d.]+)/.exec(line)?.[1]);
    },
  });
  return { tasks, toLive: live - run.started };
}
