import { unreachable } from '../../diagnostics/unreachable.ts';
import { isList, nameType } from '../../values/describe.ts';
import type { Key, Value } from '../../values/value.ts';
import { arithmetic } from '../arithmetic.ts';
import { characterCount, characters } from '../characters.ts';
import type { Context } from '../definition.ts';
import { Fault, typeFault } from '../fault.ts';
import { sortedBy } from '../filters/attribute.ts';
import { jsonText } from '../json-text.ts';
import { findKey } from '../keys.ts';
import { numeric } from '../numbers.ts';
import { compare, contains } from '../operators.ts';
import { parseFloatText, parseIntegerText } from '../parse-number.ts';
import { asComparable, asEntries, asList, asNumber, asText, kindOf, type QueryCall } from './kinds.ts';
import type { Query } from './query.ts';

/**
 * Calls a function of a query. Its arguments are as many and of such a form as it takes: the parser has seen to it.
 *
 * @param inside What a query gives for a value, or for the current one.
 */
export function callFunction(
  context: Context,
  query: Query & { kind: 'call' },
  inside: (each: Query, value?: Value) => Value,
): Value {
  const call: QueryCall = { context, name: query.name };
  const [first = NONE, second = NONE] = query.args;
  const value = (argument: Query) => inside(argument);
  /** What an expression reference gives for an item. */
  const each = (reference: Query) => (item: Value) => inside(reference, item);
  switch (query.name) {
    case 'abs': {
      const number = asNumber(call, value(first));
      return number < 0 ? -number : number;
    }
    case 'avg':
      return average(call, asList(call, value(first)));
    case 'sum':
      return sum(call, asList(call, value(first)));
    case 'ceil':
    case 'floor':
      return whole(call, value(first));
    case 'contains':
      return includes(call, value(first), value(second));
    case 'starts_with':
      return asText(call, value(first)).startsWith(asText(call, value(second)));
    case 'ends_with':
      return asText(call, value(first)).endsWith(asText(call, value(second)));
    case 'join':
      return join(call, asText(call, value(first)), asList(call, value(second)));
    case 'keys':
      return [...asEntries(call, value(first)).keys()];
    case 'values':
      return [...asEntries(call, value(first)).values()];
    case 'length':
      return length(call, value(first));
    case 'map':
      return asList(call, value(second)).map(each(first));
    case 'max':
    case 'min':
      return extreme(call, asComparable(call, value(first)), (item) => item);
    case 'max_by':
    case 'min_by':
      return extreme(call, asList(call, value(first)), each(second));
    case 'sort':
      return sortedBy(call, asComparable(call, value(first)), (item) => [item]);
    case 'sort_by':
      return sortBy(call, asList(call, value(first)), each(second));
    case 'merge':
      return merge(call, query.args.map(value));
    case 'not_null':
      return query.args.map(value).find((each) => each !== null) ?? null;
    case 'reverse':
      return reverse(call, value(first));
    case 'to_array':
      return toList(value(first));
    case 'to_number':
      return toNumber(call, value(first));
    case 'to_string':
      return toText(call, value(first));
    case 'type':
      return typeOf(value(first));
    default:
      return unreachable(query.name);
  }
}

const NONE: Query = { kind: 'current' };

function sum(call: QueryCall, items: readonly Value[]): Value {
  const { budget } = call.context;
  return items
    .map((item) => asNumber(call, item))
    .reduce((all, item) => arithmetic('+', all, item, budget), 0n);
}

function average(call: QueryCall, items: readonly Value[]): Value {
  if (items.length === 0) return null;
  const all = numeric(sum(call, items)) ?? 0n;
  return arithmetic('/', all, BigInt(items.length), call.context.budget);
}

function whole(call: QueryCall, value: Value): Value {
  const number = asNumber(call, value);
  if (typeof number === 'bigint') return number;
  if (!Number.isFinite(number)) throw new Fault('an infinite or undefined number is no integer');
  return BigInt(call.name === 'ceil' ? Math.ceil(number) : Math.floor(number));
}

function includes(call: QueryCall, container: Value, wanted: Value): Value {
  const kind = kindOf(container);
  if (kind !== 'list' && kind !== 'string')
    throw typeFault(
      `the function "${call.name}" of the query needs a list or a string, not ${nameType(container)}`,
    );
  return contains(call.context, container, wanted);
}

function join(call: QueryCall, separator: string, items: readonly Value[]): Value {
  const parts = items.map((item) => asText(call, item));
  call.context.budget.text(parts.reduce((all, part) => all + part.length + separator.length, 0));
  return parts.join(separator);
}

function length(call: QueryCall, value: Value): Value {
  if (isList(value)) return BigInt(value.length);
  const text = call.context.textual(value);
  if (text !== undefined) {
    call.context.budget.read(text);
    return BigInt(characterCount(text));
  }
  return BigInt(asEntries(call, value).size);
}

/** The item whose key is the least or the greatest, the first of several; null where there is none. */
function extreme(call: QueryCall, items: readonly Value[], keyOf: (item: Value) => Value): Value {
  const [first, ...others] = items;
  if (first === undefined) return null;
  let found = { item: first, key: comparable(call, keyOf(first)) };
  for (const item of others) {
    const key = comparable(call, keyOf(item));
    if (compare(call.context, call.name.startsWith('max') ? '>' : '<', key, found.key)) found = { item, key };
  }
  return found.item;
}

function comparable(call: QueryCall, key: Value): Value {
  const kind = kindOf(key);
  if (kind !== 'number' && kind !== 'string')
    throw typeFault(
      `the function "${call.name}" of the query compares numbers or strings, not ${nameType(key)}`,
    );
  return key;
}

function sortBy(call: QueryCall, items: readonly Value[], keyOf: (item: Value) => Value): Value {
  const keyed = items.map((item) => ({ item, key: comparable(call, keyOf(item)) }));
  return sortedBy(call, keyed, ({ key }) => [key]).map(({ item }) => item);
}

function merge(call: QueryCall, objects: readonly Value[]): Value {
  const merged = new Map<Key, Value>();
  for (const object of objects)
    for (const [key, value] of asEntries(call, object)) merged.set(findKey(merged, key) ?? key, value);
  return merged;
}

function reverse(call: QueryCall, value: Value): Value {
  if (isList(value)) return asList(call, value).toReversed();
  const text = asText(call, value);
  call.context.budget.spend(text.length);
  return characters(text).toReversed().join('');
}

function toList(value: Value): Value {
  return isList(value) ? value : [value];
}

/** As Python reads numbers; null where it is none. */
function toNumber({ context }: QueryCall, value: Value): Value {
  if (kindOf(value) === 'number') return numeric(value) ?? null;
  const text = context.textual(value);
  return text === undefined ? null : (parseIntegerText(text) ?? parseFloatText(text) ?? null);
}

function toText({ context }: QueryCall, value: Value): Value {
  return context.textual(value) ?? jsonText(context, value, COMPACT);
}

const COMPACT = { indent: undefined, itemSeparator: ',', keySeparator: ':', sortKeys: false, ascii: true };

function typeOf(value: Value): string {
  const kind = kindOf(value);
  return kind === 'list' ? 'array' : kind;
}
