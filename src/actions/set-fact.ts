import type { SetFactAction } from '../model/action.ts';
import { evaluateArgument } from '../model/argument.ts';
import { Omit, type Key, type Mapping, type Value } from '../values/value.ts';
import type { Outcome } from './outcome.ts';
import type { Preparation } from './preparation.ts';

/** Names that get values for the rest of the run. */
export interface SetFactCall {
  readonly kind: 'set_fact';
  readonly facts: Mapping;
}

export function prepareSetFact(action: SetFactAction, { scope }: Preparation): SetFactCall {
  const facts = new Map<Key, Value>();
  for (const [name, argument] of action.facts) {
    const value = evaluateArgument(argument, scope);
    if (!(value instanceof Omit)) facts.set(name, value);
  }
  return { kind: 'set_fact', facts };
}

export function performSetFact({ facts }: SetFactCall): Outcome {
  return { status: 'done', changed: false, message: '', fields: new Map([['facts', facts]]), facts };
}
