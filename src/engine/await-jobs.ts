import type { Task } from '../model/runbook.ts';
import type { ProgramTask } from '../program/program.ts';
import { attemptId } from '../events/instance.ts';
import type { Around } from './around.ts';
import { placeText } from './explain.ts';
import { failedAfter, next, type Flow } from './flow.ts';
import { concludeJob } from './job-end.ts';
import type { Job } from './jobs.ts';
import type { Living } from './living.ts';
import { endNode } from './node-life.ts';
import type { Run } from './run.ts';
import { withIgnored } from './with-ignored.ts';

const action = 'async_status';

/** Waits for jobs that nobody has waited for, each within its limit; what a job comes to is told as a task of its own. */
export async function awaitJobs(jobs: readonly Job[], around: Around, run: Run): Promise<Flow> {
  let flow = next;
  for (const job of jobs) flow = afterJobs(flow, await awaitJob(job, around, run));
  return flow;
}

/** What a play, or what waits, has come to when jobs have ended so. */
export function afterJobs(before: Flow, jobs: Flow): Flow {
  if (jobs.kind === 'next' || before.kind === 'stopped') return before;
  if (before.kind !== 'failed') return jobs;
  return jobs.kind === 'failed' ? failedAfter(jobs.failure, before.failure) : before;
}

async function awaitJob(job: Job, around: Around, run: Run): Promise<Flow> {
  const id = `async/${job.id}`;
  const name = `wait for: ${job.name}`;
  const place = placeText(job.task.source.location);
  const at = run.now();
  run.emit({ type: 'task-started', time: at, id, name, action, place, depth: 0 });
  const end = await run.effect(attemptId(id, 1), { kind: 'job', job: job.id, wait: true });
  job.end = end;
  const node = waiting(job.task, id);
  const own: Around = { ...around, items: [], item: undefined };
  const living: Living = { id, name, task: node, around: own, run, noLog: job.noLog, checked: false };
  const attempt = withIgnored(concludeJob(job, end, living, 1), job.task, job.around);
  const begun = { node, around: own, id, name, item: undefined, action, place, at };
  return endNode(begun, attempt, { noLog: job.noLog, checked: false }, run);
}

/** The task as what waits for it: what it decides, registers and is undone by belongs to its start. */
function waiting(task: ProgramTask, id: string): ProgramTask {
  const source: Task = {
    ...task.source,
    id,
    loop: undefined,
    register: undefined,
    status: [],
    undo: [],
    until: undefined,
    retries: undefined,
    failedWhen: undefined,
    changedWhen: undefined,
  };
  return { ...task, id, source, undo: [] };
}
