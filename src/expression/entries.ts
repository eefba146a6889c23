import { isMapping } from '../values/describe.ts';
import { PSObject, type Key, type Value } from '../values/value.ts';

/** The entries of a mapping or of an object's properties; nothing for any other value. */
export function entriesOf(value: Value): ReadonlyMap<Key, Value> | undefined {
  if (value instanceof PSObject) return value.properties;
  return isMapping(value) ? value : undefined;
}
