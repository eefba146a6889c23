import { typeName } from '../../values/describe.ts';
import { EnumValue, PSObject, TypedText, type Key, type Value } from '../../values/value.ts';

/** A dictionary's key as the key of a mapping. One that is no scalar of ours, such as a Guid or an enumeration's value, is its text. */
export function keyOf(value: Value): Key {
  if (value === null || typeof value !== 'object') return value;
  return value instanceof TypedText || value instanceof EnumValue || value instanceof PSObject
    ? value.toString()
    : typeName(value);
}
