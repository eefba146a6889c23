import type { PerformedCall } from '../actions/call.ts';
import { done } from '../actions/outcome.ts';
import { attemptId } from '../events/instance.ts';
import { inSession } from '../model/needs-session.ts';
import { settingValue } from '../model/setting.ts';
import { SHARED_ENVIRONMENT } from '../model/shared-environment.ts';
import { wrongValue } from '../model/wrong-value.ts';
import type { Key, Value } from '../values/value.ts';
import { scopeOf } from './around.ts';
import { withJob, type Attempt } from './attempt.ts';
import { brokenOff } from './broken-off.ts';
import type { Performed } from './effects.ts';
import type { Job } from './jobs.ts';
import { judge } from './judge.ts';
import type { Living } from './living.ts';
import { mayAct } from './may-act.ts';
import { settingOr } from './setting-or.ts';
import type { TimeLimit } from './time-limit.ts';

/** Milliseconds. */
const DEFAULT_POLL = 15_000;

/** How a task runs at the same time as others. */
export interface Asynchronous {
  readonly limit: TimeLimit;
  /** The run does not wait at the task. */
  readonly goesOn: boolean;
}

/** What `async` and `poll` of the task say; undefined where it is an ordinary one. Errors: throws `EvaluationError`. */
export function asynchronous({ task, around }: Living, call: PerformedCall): Asynchronous | undefined {
  const { async } = task.source;
  if (!async) return undefined;
  const scope = scopeOf(task, around);
  const milliseconds = settingValue(async.limit, scope);
  if (milliseconds === 0) return undefined;
  if ((call.kind === 'cmdlet' || call.kind === 'powershell') && call.environment.size > 0) {
    throw wrongValue(async.location, SHARED_ENVIRONMENT.message, SHARED_ENVIRONMENT.help);
  }
  return { limit: { milliseconds, of: 'async' }, goesOn: settingOr(async.poll, scope, DEFAULT_POLL) === 0 };
}

/** Starts a call that goes on by itself. The attempt is over with that; its result says by what to ask after it. */
export async function startJob(
  living: Living,
  call: PerformedCall,
  limit: TimeLimit,
  about: { readonly attempt: number; readonly before: Attempt | undefined; readonly diff: boolean },
): Promise<Attempt> {
  const { id, around, run, noLog } = living;
  const { attempt } = about;
  const job = newJob(living, run.now(), limit, inSession(call));
  const { thrown, refused } = await run.effect(attemptId(id, attempt), {
    kind: 'begin',
    job: job.id,
    call,
    limit: limit.milliseconds,
    shielded: around.shielded,
    hidden: noLog,
    diff: about.diff,
  });
  if (thrown) return brokenOff(thrown, undefined, living, { ...about, limit });
  const fields = new Map<Key, Value>([['attempts', BigInt(attempt)]]);
  if (refused) return judge(living, refused, fields, attempt);
  run.jobs.add(job);
  for (const [key, value] of jobFields(job.id, false)) fields.set(key, value);
  return withJob(judge(living, done(fields, mayAct(call)), fields, attempt), {
    id: job.id,
    state: 'started',
  });
}

function newJob(
  { id, name, task, around, run, noLog }: Living,
  began: number,
  limit: TimeLimit,
  inside: boolean,
): Job {
  return {
    id: run.jobs.nextId(),
    instance: id,
    name,
    task,
    around,
    began,
    limit,
    noLog,
    inSession: inside,
    end: undefined,
    well: false,
  };
}

/** In check mode it has run at the task itself, and is over: who asks after it gets its result. */
export function noteChecked(living: Living, end: Performed, began: number, fields: Map<Key, Value>): void {
  const job = newJob(living, began, { milliseconds: 0, of: 'async' }, false);
  job.end = { ...end, running: false, ended: end.time };
  living.run.jobs.add(job);
  for (const [key, value] of jobFields(job.id, true)) fields.set(key, value);
}

/** As in Ansible, but for booleans where it has 0 and 1. */
export function jobFields(id: string, finished: boolean): readonly (readonly [Key, Value])[] {
  return [
    ['ansible_job_id', id],
    ['started', true],
    ['finished', finished],
  ];
}
