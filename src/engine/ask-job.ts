import type { AsyncStatusCall } from '../actions/async-status.ts';
import { done, failed } from '../actions/outcome.ts';
import { attemptId } from '../events/instance.ts';
import type { Key, Value } from '../values/value.ts';
import type { Attempt } from './attempt.ts';
import { concludeJob } from './job-end.ts';
import { judge } from './judge.ts';
import type { Living } from './living.ts';
import { jobFields } from './start-job.ts';

/** `async_status`: asks once after a task that was started; where that has ended, its result is the answer's. */
export async function askJob(
  living: Living,
  { job: id, mode }: AsyncStatusCall,
  attempt: number,
): Promise<Attempt> {
  const { run } = living;
  const job = run.jobs.find(id);
  const fields = new Map<Key, Value>([['attempts', BigInt(attempt)]]);
  if (!job) return judge(living, unknownJob(id, run.jobs.ids()), fields, attempt);
  if (mode === 'cleanup') return judge(living, done(), fields.set('erased', id), attempt);
  if (!job.end) {
    const asked = await run.effect(attemptId(living.id, attempt), { kind: 'job', job: id, wait: false });
    if (!asked.running) job.end = asked;
  }
  if (job.end) return concludeJob(job, job.end, living, attempt);
  for (const [key, value] of jobFields(id, false)) fields.set(key, value);
  return judge(living, done(), fields, attempt);
}

function unknownJob(id: string, known: readonly string[]) {
  const help =
    known.length === 0
      ? 'no task with "async" and "poll: 0" has been started by now'
      : `those that were started are ${known.join(', ')}`;
  return failed(`there is no asynchronous task with the id "${id}"`, help);
}
