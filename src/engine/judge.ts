import type { Outcome } from '../actions/outcome.ts';
import { evaluateCondition, type Expression, type Scope } from '../expression/index.ts';
import { scopeAt } from '../program/scope.ts';
import type { Key, Mapping, Value } from '../values/value.ts';
import { attempted, type Attempt } from './attempt.ts';
import { lastWords } from './last-words.ts';
import { above } from './loop-item.ts';
import { scopeOf } from './around.ts';
import type { Living } from './living.ts';
import { thrownIn } from './thrown.ts';

/**
 * What an outcome makes of the attempt: `changed_when` first, which sees the natural `failed`; then `failed_when`, which sees the new
 * `changed`. An error in either fails the attempt; what it has done stays on record.
 */
export function judge(living: Living, outcome: Outcome, fields: Map<Key, Value>, attempt: number): Attempt {
  const { facts, help, said } = outcome;
  if (outcome.status === 'not_run') {
    fields.set('changed', false).set('failed', false).set('skipped', false).set('not_run', true);
    fields.set('msg', outcome.message);
    return attempted('not_run', outcome.message, fields, attempt);
  }
  const { source } = living.task;
  const natural = outcome.status === 'failed';
  // Of what has gone well nothing has to be explained; but `failed_when` may yet decide otherwise.
  const saying = (reason: string): string => `${reason}${lastWords(said, living.run.mask)}`;
  const message = natural ? saying(outcome.message) : outcome.message;
  fields.set('changed', outcome.changed).set('failed', natural).set('skipped', false);
  if (!fields.has('msg')) fields.set('msg', message);

  try {
    const scope = scopeWithResult(living, fields);
    if (source.changedWhen) fields.set('changed', allHold(source.changedWhen, scope));
    if (source.failedWhen) {
      const decided = allHold(source.failedWhen, scope);
      fields.set('failed', decided).set('failed_when_result', decided);
      if (decided && !natural) {
        const reason = `failed_when: ${textOf(source.failedWhen)}`;
        fields.set('msg', reason);
        return attempted('failed', saying(reason), fields, attempt, { facts });
      }
    }
  } catch (error) {
    const { cause, message, reason, help } = thrownIn(error);
    fields.set('failed', true).set('msg', message);
    // A mistake in a condition may be none when the task is tried again.
    const thrown = cause === 'mistake' ? undefined : cause;
    return attempted('failed', reason, fields, attempt, { help, facts, thrown });
  }
  if (fields.get('failed') === true) return attempted('failed', message, fields, attempt, { help, facts });
  return attempted(fields.get('changed') === true ? 'changed' : 'ok', '', fields, attempt, { facts });
}

/** What `until`, `changed_when` and `failed_when` see, and the `vars` that they read: the task's own result under its registered name. */
export function scopeWithResult({ task, around }: Living, result: Mapping): Scope {
  const { register } = task.source;
  if (register === undefined) return scopeOf(task, around);
  return scopeAt(task.layers, above(around.sources, new Map([[register, result]])));
}

export function allHold(conditions: readonly Expression[], scope: Scope): boolean {
  return conditions.every((condition) => evaluateCondition(condition, scope));
}

/** Conditions as written. */
export function textOf(conditions: readonly Expression[]): string {
  return conditions.map((condition) => condition.source.text.trim()).join(' and ');
}
