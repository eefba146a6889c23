import type { ActionContext, ActionOutcome } from '../actions/action-context.ts';
import { runAction } from '../actions/run-action.ts';
import type { TaskStatus } from '../events/run-event.ts';
import { durationText } from '../events/duration-text.ts';
import { evaluateCondition, EvaluationError, type Expression, type Scope } from '../expression/index.ts';
import { evaluateArgument } from '../model/argument.ts';
import type { Task } from '../model/runbook.ts';
import { isMapping, typeName } from '../values/describe.ts';
import { EnumValue, Secret, TypedText, type Key, type Mapping, type Value } from '../values/value.ts';
import type { NodeContext } from './context.ts';
import { explain } from './explain.ts';
import type { RunState } from './run-state.ts';
import { booleanSetting, settingOr } from './task-settings.ts';
import { taskScope } from './variables.ts';

/** Ansible's defaults. */
const RETRIES = 3n;
const DELAY = 5000;

/** What a task came to after its last attempt. */
export interface Attempted {
  readonly status: TaskStatus;
  readonly reason: string;
  readonly help?: string;
  readonly result: Mapping;
  readonly attempts: number;
  readonly facts?: Mapping;
  /** Why it may be half done. */
  readonly inDoubt: string | undefined;
}

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

interface OneAttempt extends Attempted {
  readonly timedOut: boolean;
}

async function attemptOnce(
  task: Task,
  attempt: number,
  context: NodeContext,
  noLog: boolean,
  state: RunState,
): Promise<OneAttempt> {
  const scope = taskScope(state.variables, context.layers);
  const limit = context.timeout && settingOr(context.timeout, scope, 0);
  const cut = new AbortController();
  let timedOut = false;
  const cancelTimeout =
    limit === undefined
      ? undefined
      : state.clock.schedule(limit, () => {
          timedOut = true;
          cut.abort();
        });
  const stop = context.shielded ? state.control.halt : state.control.stop;
  const onStop = () => cut.abort();
  if (stop.aborted) cut.abort();
  stop.addEventListener('abort', onStop, { once: true });

  const began = state.clock.now();
  try {
    const outcome = await runAction(
      task.action,
      actionContext(task, scope, context, noLog, cut.signal, state),
    );
    const times = timesOf(began, state.clock.now());
    const fields = new Map<Key, Value>([...outcome.fields, ...times, ['attempts', BigInt(attempt)]]);
    // An action may have finished in the moment in which it was cut off: then it counts as finished.
    const wasCut = cut.signal.aborted && outcome.status !== 'done';
    if (wasCut || outcome.status === 'declined')
      return cutOff(outcome, fields, attempt, timedOut, limit, state);
    return { ...conclude(task, outcome, fields, attempt, context, state), timedOut: false };
  } finally {
    cancelTimeout?.();
    stop.removeEventListener('abort', onStop);
  }
}

function actionContext(
  task: Task,
  scope: Scope,
  context: NodeContext,
  noLog: boolean,
  signal: AbortSignal,
  state: RunState,
): ActionContext {
  const { clock, emit } = state;
  const readLater =
    task.register !== undefined || [task.until, task.failedWhen, task.changedWhen].some(Boolean);
  return {
    scope,
    checkMode: booleanSetting(context.checkMode, scope, state.checkMode),
    errorAction: settingOr(context.errorAction, scope, 'stop'),
    environment: environmentOf(context, scope),
    verbose: state.verbose,
    keepOutput: readLater,
    signal,
    clock,
    sessions: state.sessions,
    runProgram: state.runProgram,
    ask: state.ask(task.id),
    show(stream, text) {
      if (noLog) return;
      emit({ type: 'task-output', time: clock.now(), id: task.id, stream, text });
    },
    progress({ activity, status, percent, secondsRemaining, completed }) {
      if (noLog) return;
      const progress = { activity, status, percent, secondsRemaining, completed };
      emit({ type: 'task-progressed', time: clock.now(), id: task.id, ...progress });
    },
  };
}

function environmentOf(context: NodeContext, scope: Scope): ReadonlyMap<string, string | null> {
  const environment = new Map<string, string | null>();
  for (const argument of context.environments) {
    const value = evaluateArgument(argument, scope);
    if (!isMapping(value)) throw wrongEnvironment(typeName(value), argument.location);
    for (const [name, text] of value) {
      environment.set(name, text === null ? null : environmentText(text, argument.location));
    }
  }
  return environment;
}

function environmentText(value: Value, location: Parameters<typeof wrongEnvironment>[1]): string {
  if (value instanceof Secret) return value.reveal();
  if (typeof value === 'object' && !(value instanceof TypedText) && !(value instanceof EnumValue)) {
    throw wrongEnvironment(`a variable that is ${typeName(value)}`, location);
  }
  return String(value);
}

function wrongEnvironment(
  given: string,
  location: EvaluationError['diagnostic']['location'],
): EvaluationError {
  return new EvaluationError({
    code: 'wrong-value',
    severity: 'error',
    message: `environment has ${given}, where a mapping of names to texts is expected`,
    ...(location ? { location } : {}),
  });
}

function cutOff(
  outcome: ActionOutcome,
  fields: Map<Key, Value>,
  attempt: number,
  timedOut: boolean,
  limit: number | undefined,
  state: RunState,
): OneAttempt {
  fields.set('changed', true).set('failed', true);
  const base = {
    result: fields,
    attempts: attempt,
    timedOut,
    ...(outcome.help === undefined ? {} : { help: outcome.help }),
  };
  if (outcome.status === 'declined') {
    state.tally.declined = true;
    fields.set('changed', false).set('msg', outcome.message);
    return { ...base, status: 'stopped', reason: outcome.message, inDoubt: undefined };
  }
  if (timedOut) {
    const reason = `it did not end within its timeout of ${durationText(limit ?? 0)} and was stopped`;
    fields.set('timedout', true).set('msg', reason);
    return { ...base, status: 'failed', reason, inDoubt: 'it was stopped at its timeout' };
  }
  fields.set('msg', 'stopped');
  return {
    ...base,
    status: 'stopped',
    reason: 'stopped by the operator',
    inDoubt: 'it was stopped while it ran',
  };
}

/** `changed_when` first, which sees the natural `failed`; then `failed_when`, which sees the new `changed`. */
function conclude(
  task: Task,
  outcome: ActionOutcome,
  fields: Map<Key, Value>,
  attempt: number,
  context: NodeContext,
  state: RunState,
): Attempted {
  const base = {
    result: fields,
    attempts: attempt,
    inDoubt: undefined,
    ...(outcome.facts ? { facts: outcome.facts } : {}),
  };
  const help = outcome.help === undefined ? {} : { help: outcome.help };
  if (outcome.status === 'not_run') {
    for (const [key, value] of [
      ['changed', false],
      ['failed', false],
      ['skipped', false],
      ['not_run', true],
    ] as const) {
      fields.set(key, value);
    }
    fields.set('msg', outcome.message);
    return { ...base, status: 'not_run', reason: outcome.message, ...help };
  }
  const natural = outcome.status === 'failed';
  fields.set('changed', outcome.changed).set('failed', natural).set('skipped', false);
  if (outcome.message !== '' || !fields.has('msg')) fields.set('msg', outcome.message);

  const scope = scopeWithResult(task, fields, context, state);
  try {
    if (task.changedWhen) fields.set('changed', allHold(task.changedWhen, scope));
    if (task.failedWhen) {
      const decided = allHold(task.failedWhen, scope);
      fields.set('failed', decided).set('failed_when_result', decided);
      if (decided && !natural) {
        const reason = `failed_when: ${task.failedWhen.map((condition) => condition.source.text.trim()).join(' and ')}`;
        fields.set('msg', reason);
        return { ...base, status: 'failed', reason };
      }
    }
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    fields.set('failed', true).set('msg', error.message);
    return {
      ...base,
      status: 'failed',
      reason: explain(error),
      ...(error.diagnostic.help ? { help: error.diagnostic.help } : {}),
    };
  }
  if (fields.get('failed') === true) return { ...base, status: 'failed', reason: outcome.message, ...help };
  return { ...base, status: fields.get('changed') === true ? 'changed' : 'ok', reason: '' };
}

function scopeWithResult(task: Task, result: Mapping, context: NodeContext, state: RunState): Scope {
  const scope = taskScope(state.variables, context.layers);
  const { register } = task;
  if (register === undefined) return scope;
  return {
    get: (name) => (name === register ? result : scope.get(name)),
    *names() {
      yield register;
      yield* scope.names();
    },
  };
}

function allHold(conditions: readonly Expression[], scope: Scope): boolean {
  return conditions.every((condition) => evaluateCondition(condition, scope));
}

/** Why the task has to be tried again; undefined where it is done. */
function unfinished(
  task: Task,
  attempted: OneAttempt,
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
function exhausted(attempted: OneAttempt, attempts: number, reason: string): Attempted {
  const result = new Map(attempted.result);
  result.set('failed', true).set('attempts', BigInt(Math.max(1, attempts - 1)));
  const tries = attempts === 1 ? 'one try' : `${attempts} tries`;
  return { ...attempted, result, status: 'failed', reason: `gave up after ${tries}: ${reason}` };
}
