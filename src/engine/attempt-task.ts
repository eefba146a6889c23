import { runAction } from '../actions/run-action.ts';
import type { ActionOutcome } from '../actions/action-context.ts';
import type { Task } from '../model/runbook.ts';
import type { Key, Value } from '../values/value.ts';
import type { Attempted } from './attempted.ts';
import { brokenOff } from './broken-off.ts';
import { allHold, concludeAttempt, scopeWithResult } from './conclude-attempt.ts';
import type { NodeContext } from './context.ts';
import { cutAfter, cutBy, cutOff } from './cut.ts';
import { makeActionContext } from './make-action-context.ts';
import type { RunState } from './run-state.ts';
import { settingOr } from './setting-or.ts';
import { thrownIn } from './thrown.ts';
import { taskScope } from './variables.ts';

/** Ansible's defaults. */
const RETRIES = 3n;
const DELAY = 5000;

/**
 * Runs a task's action until it is done: once, or with `until` and `retries` up to `retries` + 1 times.
 * Errors: rejects with `EvaluationError` for `retries` and `delay`, before the first attempt. From then on nothing is thrown: what an
 * attempt has done stays on record whatever comes after it.
 */
export async function attemptTask(
  task: Task,
  name: string,
  context: NodeContext,
  noLog: boolean,
  state: RunState,
): Promise<Attempted> {
  const scope = taskScope(state.variables, context.layers);
  const retrying = task.until !== undefined || task.retries !== undefined;
  const retries = retrying ? Number(settingOr(task.retries, scope, RETRIES)) : 0;
  const delay = settingOr(task.delay, scope, DELAY);
  let before: Attempted | undefined;

  for (let attempt = 1; ; attempt++) {
    const attempted: Attempted = await attemptOnce(task, name, attempt, before, context, noLog, state);
    before = attempted;
    const { status } = attempted;
    if (!retrying || status === 'stopped' || status === 'not_run') return attempted;
    if (attempted.timedOut || attempted.thrown !== undefined) return attempted;
    let reason: string | undefined;
    try {
      reason = unfinished(task, attempted, context, state);
    } catch (error) {
      return undecided(attempted, error);
    }
    if (reason === undefined) return attempted;
    if (attempt > retries) return exhausted(attempted, attempt, reason);
    const shown = noLog ? 'hidden by no_log' : reason;
    const { clock, emit } = state;
    emit({
      type: 'task-retried',
      time: clock.now(),
      id: task.id,
      attempt,
      attempts: retries + 1,
      delay,
      reason: shown,
    });
    const signal = context.shielded ? state.control.halt : state.control.stop;
    await clock.wait(delay, signal);
    if (signal.aborted)
      return { ...attempted, status: 'stopped', reason: `stopped while waiting to retry "${name}"` };
  }
}

async function attemptOnce(
  task: Task,
  name: string,
  attempt: number,
  before: Attempted | undefined,
  context: NodeContext,
  noLog: boolean,
  state: RunState,
): Promise<Attempted> {
  const stop = context.shielded ? state.control.halt : state.control.stop;
  let cut = cutBy(stop);
  let limit: number | undefined;
  let outcome: ActionOutcome;
  let began: number;
  try {
    const scope = taskScope(state.variables, context.layers);
    limit = context.timeout && settingOr(context.timeout, scope, 0);
    if (limit !== undefined) cut = cutAfter(limit, stop, state.clock);
    began = state.clock.now();
    const { signal } = cut;
    const action = makeActionContext(task, scope, context, noLog, signal, state);
    outcome = await runAction(task.action, action).finally(() => action.end());
  } catch (error) {
    return brokenOff({ error, task, attempt, before, cut, limit }, state);
  } finally {
    cut.release();
  }
  const fields = new Map<Key, Value>(outcome.fields);
  addTimes(fields, began, state.clock.now());
  fields.set('attempts', BigInt(attempt));
  // An action may have finished in the moment in which it was cut off: then it counts as finished.
  const wasCut = cut.signal.aborted && outcome.status !== 'done' && outcome.status !== 'not_run';
  if (wasCut || outcome.status === 'declined' || outcome.status === 'interrupted')
    return cutOff(name, outcome, fields, attempt, cut.timedOut, limit, state);
  return concludeAttempt(task, outcome, fields, attempt, context, state);
}

/** Why the task has to be tried again; undefined where it is done. */
function unfinished(
  task: Task,
  attempted: Attempted,
  context: NodeContext,
  state: RunState,
): string | undefined {
  if (!task.until) return attempted.status === 'failed' ? attempted.reason : undefined;
  const scope = scopeWithResult(task, attempted.result, context, state);
  if (allHold(task.until, scope)) return undefined;
  if (attempted.status === 'failed') return attempted.reason;
  return `not yet: ${task.until.map((condition) => condition.source.text.trim()).join(' and ')}`;
}

/** `until` cannot be told: the task has failed, and what it did stays on record. */
function undecided(attempted: Attempted, error: unknown): Attempted {
  const { message, reason, help, cause } = thrownIn(error);
  const result = new Map(attempted.result);
  result.set('failed', true).set('msg', message);
  return { ...attempted, status: 'failed', reason, help, result, thrown: cause };
}

/** As in Ansible, `attempts` is then `retries`, and it has failed whatever `failed_when` says. */
function exhausted(attempted: Attempted, attempts: number, reason: string): Attempted {
  const result = new Map(attempted.result);
  result.set('failed', true).set('attempts', BigInt(Math.max(1, attempts - 1)));
  const tries = attempts === 1 ? 'one try' : `${attempts} tries`;
  return { ...attempted, result, status: 'failed', reason: `gave up after ${tries}: ${reason}` };
}

/** `start` and `end` in UTC (ISO 8601), `delta` as Ansible writes it. */
function addTimes(fields: Map<Key, Value>, start: number, end: number): void {
  const iso = new Date(start).toISOString();
  const seconds = Math.max(0, end - start) / 1000;
  const clockPart = `${Math.floor(seconds / 60) % 60}`.padStart(2, '0');
  const delta = `${Math.floor(seconds / 3600)}:${clockPart}:${(seconds % 60).toFixed(6).padStart(9, '0')}`;
  fields.set('start', iso);
  fields.set('end', end === start ? iso : new Date(end).toISOString());
  fields.set('delta', delta);
}
