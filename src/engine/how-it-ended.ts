import type { RunCounts, RunFinished } from '../events/run-event.ts';
import { failuresOf, type Failure, type Flow, type RunState } from './run-state.ts';
import { stoppedBy } from './stop-control.ts';

type Ending = Pick<RunFinished, 'exitCode' | 'outcome'>;

/** The exit code, and the sentence that goes with it: made from what happened. */
export function howItEnded(flow: Flow, { tally, control, checkMode }: RunState): Ending {
  if (control.stop.aborted) return { exitCode: 5, outcome: stoppedBy(control) };
  if (flow.kind === 'failed') return failed(flow.failure);
  if (tally.declined) {
    const { task, message } = tally.declined;
    return { exitCode: 5, outcome: `ended at the question "${task}": ${message}` };
  }
  const outcome = checkMode ? checked(tally.counts) : done(tally.counts);
  return { exitCode: 0, outcome };
}

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

function done({ ok, ignored, rescued, not_run: notRun }: RunCounts): string {
  const but = [
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
