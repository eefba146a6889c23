import type { ActionOutcome } from '../actions/action-context.ts';
import { runAction } from '../actions/run-action.ts';
import type { Clock } from '../events/clock.ts';
import { durationText } from '../events/duration-text.ts';
import type { Task } from '../model/runbook.ts';
import type { Key, Value } from '../values/value.ts';
import type { Attempted } from './attempted.ts';
import { allHold, concludeAttempt, scopeWithResult } from './conclude-attempt.ts';
import type { NodeContext } from './context.ts';
import { lastWords } from './last-words.ts';
import { makeActionContext } from './make-action-context.ts';
import type { RunState } from './run-state.ts';
import { settingOr } from './setting-or.ts';
import { stoppedBy } from './stop-control.ts';
import { taskScope } from './variables.ts';

/** Ansible's defaults. */
const RETRIES = 3n;
const DELAY = 5000;

/**
 * Runs a task's action until it is done: once, or with `until` and `retries` up to `retries` + 1 times.
 * Errors: rejects as `runAction` does.
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

  for (let attempt = 1; ; attempt++) {
    const attempted = await attemptOnce(task, attempt, context, noLog, state);
    const { status } = attempted;
    if (!retrying || status === 'stopped' || status === 'not_run' || attempted.timedOut) return attempted;
    const reason = unfinished(task, attempted, context, state);
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
  attempt: number,
  context: NodeContext,
  noLog: boolean,
  state: RunState,
): Promise<Attempted> {
  const scope = taskScope(state.variables, context.layers);
  const limit = context.timeout && settingOr(context.timeout, scope, 0);
  const stop = context.shielded ? state.control.halt : state.control.stop;
  const cut = limit === undefined ? { signal: stop, timedOut: false } : cutAfter(limit, stop, state.clock);

  const began = state.clock.now();
  try {
    const action = makeActionContext(task, scope, context, noLog, cut.signal, state);
    const outcome = await runAction(task.action, action).finally(() => action.end());
    const fields = new Map<Key, Value>(outcome.fields);
    addTimes(fields, began, state.clock.now());
    fields.set('attempts', BigInt(attempt));
    // An action may have finished in the moment in which it was cut off: then it counts as finished.
    const wasCut = cut.signal.aborted && outcome.status !== 'done';
    if (wasCut || outcome.status === 'declined')
      return cutOff(outcome, fields, attempt, cut.timedOut, limit, state);
    return concludeAttempt(task, outcome, fields, attempt, context, state);
  } finally {
    if ('release' in cut) cut.release();
  }
}

/** What ends an attempt that has a timeout: the time, or a stop. */
interface Cut {
  readonly signal: AbortSignal;
  readonly timedOut: boolean;
  release(): void;
}

function cutAfter(limit: number, stop: AbortSignal, clock: Clock): Cut {
  const controller = new AbortController();
  let timedOut = false;
  const cancel = clock.schedule(limit, () => {
    timedOut = true;
    controller.abort();
  });
  const onStop = () => controller.abort();
  if (stop.aborted) onStop();
  stop.addEventListener('abort', onStop, { once: true });
  return {
    signal: controller.signal,
    get timedOut() {
      return timedOut;
    },
    release() {
      cancel();
      stop.removeEventListener('abort', onStop);
    },
  };
}

function cutOff(
  outcome: ActionOutcome,
  fields: Map<Key, Value>,
  attempt: number,
  timedOut: boolean,
  limit: number | undefined,
  state: RunState,
): Attempted {
  fields.set('changed', true).set('failed', true);
  const { help } = outcome;
  const ended = (status: Attempted['status'], reason: string, inDoubt?: string): Attempted => {
    return { status, reason, help, result: fields, attempts: attempt, facts: undefined, inDoubt, timedOut };
  };
  if (outcome.status === 'declined') {
    state.tally.declined = true;
    fields.set('changed', false).set('msg', outcome.message);
    return ended('stopped', outcome.message);
  }
  if (timedOut) {
    const reason = `it did not end within its timeout of ${durationText(limit ?? 0)} and was stopped`;
    fields.set('timedout', true).set('msg', reason);
    return ended(
      'failed',
      `${reason}${lastWords(outcome.said, state.mask)}`,
      'it was stopped at its timeout',
    );
  }
  fields.set('msg', 'stopped');
  return ended('stopped', stoppedBy(state.control), 'it was stopped while it ran');
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
