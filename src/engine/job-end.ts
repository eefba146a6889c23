import type { Key, Value } from '../values/value.ts';
import { attempted, withJob, type Attempt } from './attempt.ts';
import { statusDone } from './board.ts';
import { brokenOff } from './broken-off.ts';
import { cutOff } from './cut-off.ts';
import type { JobAsked } from './effects.ts';
import type { Job } from './jobs.ts';
import { judge } from './judge.ts';
import type { Living } from './living.ts';
import { jobFields } from './start-job.ts';
import { addTimes } from './times.ts';

/** What the end of a job makes of the attempt that has seen it. `living` is who asked. */
export function concludeJob(job: Job, end: JobAsked, living: Living, attempt: number): Attempt {
  const concluded = withJob(conclude(job, end, living, attempt), { id: job.id, state: 'ended' });
  settle(job, concluded, living);
  return concluded;
}

function conclude(job: Job, end: JobAsked, living: Living, attempt: number): Attempt {
  const { limit, task, began } = job;
  const { outcome, thrown, cut } = end;
  const fields = new Map<Key, Value>(outcome?.fields);
  addTimes(fields, began, end.ended);
  for (const [key, value] of jobFields(job.id, true)) fields.set(key, value);
  if (thrown) {
    const before = attempted('failed', '', fields, 0);
    return failedWhereItGoesOn(
      brokenOff(thrown, end, { ...living, task }, { attempt, before, limit }),
      living,
    );
  }
  if (!outcome) throw new TypeError('a job ended with neither an outcome nor an exception');
  fields.set('attempts', BigInt(attempt));
  if (cut !== undefined && outcome.status !== 'done' && outcome.status !== 'not_run') {
    const about = { attempt, limit, timedOut: cut === 'timeout' };
    return failedWhereItGoesOn(cutOff(living, outcome, fields, about), living);
  }
  return judge(living, outcome, fields, attempt);
}

/** A stop has ended the job, and not what goes on through a stop and asks after it. */
function failedWhereItGoesOn(made: Attempt, { around, run }: Living): Attempt {
  if (made.status !== 'stopped' || !around.shielded || run.stop.stage === 'at once') return made;
  const { reason, result, attempts, help, inDoubt, thrown } = made;
  return attempted('failed', reason, result, attempts, { help, inDoubt, thrown });
}

/** What waits for the end of the task: of a loop, for that of all its items. */
function settle(job: Job, { status }: Attempt, { run, checked }: Living): void {
  if (job.well) return;
  job.well = status === 'ok' || status === 'changed';
  if (job.well && !checked && run.jobs.besides(job).every(({ well }) => well))
    statusDone(job.task, job.instance, job.around, run);
}
