import { isList, isMapping } from './describe.ts';
import { PSObject, Secret, type Value } from './value.ts';

/** The texts of all secrets in values, at any depth. */
export function* secretsIn(values: Iterable<Value>): Generator<string> {
  for (const value of values) {
    if (value instanceof Secret) yield value.reveal();
    else if (value instanceof PSObject) yield* secretsIn(value.properties.values());
    else if (value !== null && isList(value)) yield* secretsIn(value);
    else if (value !== null && isMapping(value)) yield* secretsIn(value.values());
  }
}
