import type { ActionOutcome } from '../actions/action-context.ts';
import { evaluateCondition, type Expression, type Scope } from '../expression/index.ts';
import type { Task } from '../model/runbook.ts';
import type { Key, Mapping, Value } from '../values/value.ts';
import type { Attempted } from './attempted.ts';
import type { NodeContext } from './context.ts';
import { lastWords } from './last-words.ts';
import type { RunState } from './run-state.ts';
import { thrownIn } from './thrown.ts';
import { taskScope } from './variables.ts';

/**
 * What an action's outcome makes of the task: `changed_when` first, which sees the natural `failed`; then `failed_when`, which sees the new
 * `changed`. An error in either fails the task.
 */
export function concludeAttempt(
  task: Task,
  outcome: ActionOutcome,
  fields: Map<Key, Value>,
  attempt: number,
  context: NodeContext,
  state: RunState,
): Attempted {
  const { facts } = outcome;
  const concluded = (
    status: Attempted['status'],
    reason: string,
    help?: string,
    thrown?: Attempted['thrown'],
  ): Attempted => {
    return {
      status,
      reason,
      help,
      result: fields,
      attempts: attempt,
      facts,
      inDoubt: undefined,
      timedOut: false,
      thrown,
    };
  };
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
    return concluded('not_run', outcome.message, outcome.help);
  }
  const natural = outcome.status === 'failed';
  // Of what has gone well nothing has to be explained; but `failed_when` may yet decide otherwise.
  const saying = (reason: string): string => `${reason}${lastWords(outcome.said, state.mask)}`;
  const message = natural ? saying(outcome.message) : outcome.message;
  fields.set('changed', outcome.changed).set('failed', natural).set('skipped', false);
  if (message !== '' || !fields.has('msg')) fields.set('msg', message);

  const scope = scopeWithResult(task, fields, context, state);
  try {
    if (task.changedWhen) fields.set('changed', allHold(task.changedWhen, scope));
    if (task.failedWhen) {
      const decided = allHold(task.failedWhen, scope);
      fields.set('failed', decided).set('failed_when_result', decided);
      if (decided && !natural) {
        const reason = `failed_when: ${task.failedWhen.map((condition) => condition.source.text.trim()).join(' and ')}`;
        fields.set('msg', reason);
        return concluded('failed', saying(reason));
      }
    }
  } catch (error) {
    const { cause, message, reason, help } = thrownIn(error);
    fields.set('failed', true).set('msg', message);
    // A mistake in a condition may be none when the task is tried again.
    return concluded('failed', reason, help, cause === 'mistake' ? undefined : cause);
  }
  if (fields.get('failed') === true) return concluded('failed', message, outcome.help);
  return concluded(fields.get('changed') === true ? 'changed' : 'ok', '');
}

/** What `until`, `changed_when` and `failed_when` see: the task's own result under its registered name. */
export function scopeWithResult(task: Task, result: Mapping, context: NodeContext, state: RunState): Scope {
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

export function allHold(conditions: readonly Expression[], scope: Scope): boolean {
  return conditions.every((condition) => evaluateCondition(condition, scope));
}
