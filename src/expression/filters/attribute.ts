import { isList, nameType } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';
import { explainMissing, lookup } from '../access.ts';
import { isCollection } from '../../values/deep-size.ts';
import type { Call, LooseCall } from '../definition.ts';
import { type Operand, Undefined } from '../operand.ts';
import { compareValues } from '../compare.ts';
import { typeFault } from '../fault.ts';
import { settle } from '../operand.ts';

/** A way into an item: `'address.city'`, or an index. */
export type Path = readonly Value[];

/** The paths of an `attribute` argument: a name, dots going deeper, or an index; nothing where it was not given. */
export function pathOf(call: Call | LooseCall, attribute: Operand | undefined): Path | undefined {
  if (attribute === undefined || attribute === null) return undefined;
  const value = settle(attribute);
  if (typeof value === 'bigint') return [value];
  const text = call.context.textual(value);
  if (text === undefined)
    throw typeFault(`"attribute" of ${call.what} must be a string or an integer, not ${nameType(value)}`);
  return text.split('.').map((part) => (/^\d+$/.test(part) ? BigInt(part) : part));
}

/** What is at the path in an item, or undefined. */
export function follow(call: Call | LooseCall, item: Operand, path: Path): Operand {
  let value = item;
  for (const key of path) {
    if (value instanceof Undefined) return value;
    const object: Value = settle(value);
    const found = lookup(object, key);
    value = found === undefined ? missing(call, object, key, path) : found;
  }
  return value;
}

function missing(call: Call | LooseCall, object: Value, key: Value, path: Path): Undefined {
  const shown = path.map((each) => (isCollection(each) ? nameType(each) : each));
  return call.context.undefined(
    `"${shown.map(String).join('.')}" is undefined in ${call.what}: ${explainMissing(object, key)}`,
  );
}

/** Strings without their case, anything else as it is: how filters compare unless `case_sensitive`. */
export function ignoringCase(call: Call, value: Value): Value {
  return typeof value === 'string' || (typeof value === 'object' && call.context.textual(value) !== undefined)
    ? (call.context.textual(value) ?? '').toLowerCase()
    : value;
}

/** A stable sort by keys that are worked out once. */
export function sortedBy<T>(
  call: Pick<Call, 'context'>,
  items: readonly T[],
  keyOf: (item: T) => readonly Value[],
  descending = false,
): T[] {
  const { budget } = call.context;
  budget.spend(items.length * 8);
  const keyed = items.map((item) => {
    const keys = keyOf(item);
    // Each is compared with some others, all the way in.
    for (const key of keys) if (isCollection(key)) budget.spend(budget.walk(key).values * 8);
    return { item, keys };
  });
  const direction = descending ? -1 : 1;
  return keyed.sort((a, b) => direction * (compareKeys(a.keys, b.keys) ?? 0)).map(({ item }) => item);
}

function compareKeys(a: readonly Value[], b: readonly Value[]): -1 | 0 | 1 | undefined {
  for (const [index, key] of a.entries()) {
    const order = compareValues(key, b[index] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** The sort keys of an item for an `attribute` such as `'age,name'`. */
export function sortKeys(
  call: Call,
  attribute: Value | undefined,
  caseSensitive: boolean,
): (item: Value) => readonly Value[] {
  const post = (value: Value) => (caseSensitive ? value : ignoringCase(call, value));
  if (attribute === undefined || attribute === null) return (item) => [post(item)];
  const names: readonly Value[] =
    typeof attribute === 'string' ? attribute.split(',') : isList(attribute) ? attribute : [attribute];
  const paths = names.map((name) => pathOf(call, name) ?? []);
  return (item) => paths.map((path) => post(settle(follow(call, item, path))));
}
