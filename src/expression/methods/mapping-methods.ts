import type { Value } from '../../values/value.ts';
import { inputMapping } from '../call-arguments.ts';
import { byName, type Call, define } from '../definition.ts';
import { lookup } from '../access.ts';

/** Python's methods of a mapping that read it; an object's properties have them too. */
export const mappingMethods = byName([
  define('get', 'key, default?', get),
  define('items', '', (call) => Array.from(inputMapping(call), ([key, value]): Value => [key, value])),
  define('keys', '', (call) => [...inputMapping(call).keys()]),
  define('values', '', (call) => [...inputMapping(call).values()]),
  define('copy', '', (call) => new Map(inputMapping(call))),
]);

function get(call: Call): Value {
  const [key = null, fallback = null] = call.args;
  const found = lookup(call.input, key);
  return found === undefined ? fallback : found;
}
