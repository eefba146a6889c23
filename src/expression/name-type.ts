import { typeName } from '../values/describe.ts';
import type { Value } from '../values/value.ts';

/** The type of a value with its article, for messages: `a string`, `an integer`, `null`. */
export function nameType(value: Value): string {
  const name = typeName(value);
  if (name === 'null' || name === 'bytes') return name;
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}
