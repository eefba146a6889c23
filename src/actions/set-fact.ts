import type { SetFactAction } from '../model/action.ts';
import { evaluateArgument } from '../model/argument.ts';
import { Omit, type Key, type Value } from '../values/value.ts';
import type { ActionContext, ActionOutcome } from './action-context.ts';

/** Gives names to values for the rest of the run. */
export function runSetFact(action: SetFactAction, context: ActionContext): ActionOutcome {
  const facts = new Map<Key, Value>();
  for (const [name, argument] of action.facts) {
    const value = evaluateArgument(argument, context.scope);
    if (!(value instanceof Omit)) facts.set(name, value);
  }
  return { status: 'done', changed: false, message: '', fields: new Map([['facts', facts]]), facts };
}
