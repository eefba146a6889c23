import { toJson } from '../values/json.ts';
import { isList, isMapping } from '../values/describe.ts';
import { PSObject, type Value } from '../values/value.ts';

/** A value as a message for people: a text as it is, a list of texts as lines, all else as indented JSON. */
export function messageOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (isList(value) && value.length > 0 && value.every((item) => typeof item === 'string'))
    return value.join('\n');
  if (isList(value) || isMapping(value) || value instanceof PSObject)
    return JSON.stringify(toJson(value), undefined, 2);
  return String(toJson(value));
}
