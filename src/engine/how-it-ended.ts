import type { RunCounts, RunFinished } from '../events/run-event.ts';
import type { Tally } from '../events/tally.ts';
import { failuresOf, type Failure, type Flow } from './flow.ts';
import type { Run } from './run.ts';
import { stoppedBy } from './stop-control.ts';
import type { Thrown } from './thrown.ts';

export type Ending = Pick<RunFinished, 'exitCode' | 'outcome'>;

/** The exit code, and the sentence that goes with it: made from what happened. */
export function howItEnded(flow: Flow, { plan, stop, declined, windowStop, tally }: Run): Ending {
  if (stop.stage !== 'none') return { exitCode: stop.by === 'journal' ? 3 : 5, outcome: stoppedBy(stop) };
  if (flow.kind === 'failed') return failed(flow.failure);
  if (declined) {
    const { task, message } = declined;
    return { exitCode: 5, outcome: `ended at the question "${task}": ${message}` };
  }
  if (windowStop) {
    const { window, task } = windowStop;
    return { exitCode: 5, outcome: `stopped by the window "${window}" at "${task}"` };
  }
  const outcome = plan.checkMode ? checked(tally.counts) : done(tally);
  return { exitCode: 0, outcome };
}

/** The end of a run whose session could not be opened before its first task. */
export function notBegun({ cause, message }: Thrown, { stop }: Run): Ending {
  if (stop.stage !== 'none') return { exitCode: 5, outcome: `${stoppedBy(stop)}: nothing was run` };
  // What the process said stands in the notice.
  const [sentence = ''] = message.split(/(?:; it said:)?\n/);
  return { exitCode: cause === 'refused' ? 4 : 3, outcome: `nothing was run: ${sentence}` };
}

/** The end of a run that was told twice to stop and whose own end did not come. */
export const endedAtOnce: Ending = { exitCode: 5, outcome: 'ended at once by the operator' };

/** The first cause comes first: what a rescue or an always then failed with is what came of it. */
function failed(failure: Failure): Ending {
  const failures = failuresOf(failure);
  const [first = failure, ...others] = failures;
  const then = others.map(({ task }) => `, then at "${task}"`).join('');
  const at = `"${first.task}"${then}`;
  const causes = new Set(failures.map(({ thrown }) => thrown));
  if (causes.has('lost')) return { exitCode: 3, outcome: `the PowerShell session was lost: failed at ${at}` };
  if (causes.has('unopened'))
    return { exitCode: 3, outcome: `PowerShell could not be opened: failed at ${at}` };
  if (causes.has('bug')) return { exitCode: 1, outcome: `a bug in runbook: failed at ${at}` };
  return { exitCode: 2, outcome: `failed at ${at}` };
}

function done({ counts, skippedFailures }: Tally): string {
  const { ok, ignored, rescued, not_run: notRun } = counts;
  const but = [
    ...(skippedFailures > 0 ? [`${count(skippedFailures, 'failure was', 'failures were')} skipped`] : []),
    ...(rescued > 0 ? [`${count(rescued, 'failure was', 'failures were')} rescued`] : []),
    ...(ignored > 0 ? [`${count(ignored, 'failure was', 'failures were')} ignored`] : []),
    ...(notRun > 0 ? [`${count(notRun, 'task was', 'tasks were')} not run, in check mode`] : []),
  ];
  if (ok + ignored + rescued === 0) return ['no task had to run', ...but].join('; ');
  return ['every task that had to run is done', ...but].join('; ');
}

function checked({ ok, ignored, not_run: notRun }: RunCounts): string {
  const looked = count(ok + ignored, 'task was', 'tasks were');
  if (notRun === 0) return `${looked} checked`;
  return `${looked} checked, ${notRun} not: what ${notRun === 1 ? 'it does' : 'they do'} only running shows`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}
