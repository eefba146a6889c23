import { isList, isMapping, nameType } from '../values/describe.ts';
import { deepSize } from '../values/deep-size.ts';
import { toJson } from '../values/json.ts';
import { PSObject, type Value } from '../values/value.ts';

/** More than anybody reads; the registered result has it all. */
const MOST_VALUES = 100_000;
const MOST_CHARACTERS = 16 * 1024 * 1024;
const MOST_LEVELS = 100;

/**
 * A value as a message for people: a text as it is, a list of texts as lines, all else as indented JSON. Of what is too large for that,
 * what it is.
 */
export function messageOf(value: Value): string {
  if (typeof value === 'string') return value;
  const large = deepSize(value, isLarge);
  if (isLarge(large)) return `(${nameType(value)}, too large to be shown)`;
  if (isList(value) && value.length > 0 && value.every((item) => typeof item === 'string'))
    return value.join('\n');
  if (isList(value) || isMapping(value) || value instanceof PSObject)
    return JSON.stringify(toJson(value), undefined, 2);
  return String(toJson(value));
}

function isLarge({ values, characters, depth }: ReturnType<typeof deepSize>): boolean {
  return values > MOST_VALUES || characters > MOST_CHARACTERS || depth > MOST_LEVELS;
}
