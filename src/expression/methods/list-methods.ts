import type { Value } from '../../values/value.ts';
import { inputList, integer } from '../call-arguments.ts';
import { equalValues } from '../compare.ts';
import { isCollection } from '../../values/deep-size.ts';
import { byName, type Call, define } from '../definition.ts';
import { Fault } from '../fault.ts';

/** Python's methods of a list that read it. */
export const listMethods = byName([
  define('index', 'value, start?, stop?', index),
  define('count', 'value', count),
  define('copy', '', (call) => [...inputList(call)]),
]);

function index(call: Call): Value {
  const [wanted = null] = call.args;
  const items = inputList(call);
  const from = edge(integer(call, 1, 0), items.length);
  const to = edge(integer(call, 2, items.length), items.length);
  if (isCollection(wanted)) call.context.budget.walk(items);
  for (let at = from; at < to; at++) if (equalValues(items[at] ?? null, wanted)) return BigInt(at);
  throw new Fault('the list has no such item', 'ask with "in" first');
}

function edge(given: number, length: number): number {
  return given < 0 ? Math.max(0, given + length) : Math.min(given, length);
}

function count(call: Call): Value {
  const [wanted = null] = call.args;
  const items = inputList(call);
  if (isCollection(wanted)) call.context.budget.walk(items);
  return BigInt(items.filter((item) => equalValues(item, wanted)).length);
}
