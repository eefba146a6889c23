import { isList, nameType } from '../../values/describe.ts';
import type { Value } from '../../values/value.ts';
import { flag, inputItems, integer, listArgument, optionalInteger } from '../call-arguments.ts';
import { type Call, define } from '../definition.ts';
import { Fault, typeFault } from '../fault.ts';
import { iterateValue } from '../call-arguments.ts';
import { identityOf } from '../keys.ts';

/** Filters that see lists as sets, or combine several. */
export const setFilters = [
  define('union', 'b', (call) => distinct(call, bothOf(call).flat())),
  define('intersect', 'b', (call) =>
    distinct(call, inputItems(call).filter(isIn(call, listArgument(call, 0)))),
  ),
  define('difference', 'b', (call) =>
    distinct(call, inputItems(call).filter(isNotIn(call, listArgument(call, 0)))),
  ),
  define('symmetric_difference', 'b', (call) => {
    const [a, b] = bothOf(call);
    return distinct(call, [...a.filter(isNotIn(call, b)), ...b.filter(isNotIn(call, a))]);
  }),
  define('flatten', 'levels?, skip_nulls?', (call) =>
    flatten(call, inputItems(call), optionalInteger(call, 0) ?? Infinity, flag(call, 1, true)),
  ),
  define('zip', '*lists', (call) => zip(call, Math.min, null)),
  define('zip_longest', '*lists, **kwargs', (call) => {
    const unknown = [...call.named.keys()].find((name) => name !== 'fillvalue');
    if (unknown !== undefined) {
      throw new Fault(`filter "zip_longest" has no parameter "${unknown}"`, undefined, 'wrong-arguments');
    }
    return zip(call, Math.max, call.named.get('fillvalue') ?? null);
  }),
  define('product', '*lists, **kwargs', product),
  define('permutations', 'r?', (call) => {
    const items = inputItems(call);
    return arrangements(call, items.length, optionalInteger(call, 0) ?? items.length, false).map(pick(items));
  }),
  define('combinations', 'r', (call) => {
    const items = inputItems(call);
    return arrangements(call, items.length, integer(call, 0), true).map(pick(items));
  }),
];

/** The items of the input and of the argument, which have to be of one kind, as in Python. */
function bothOf(call: Call): readonly [readonly Value[], readonly Value[]] {
  const other = call.args[0] ?? null;
  if (isList(call.input) !== isList(other))
    throw typeFault(`${call.what} needs two lists, not ${nameType(call.input)} and ${nameType(other)}`);
  return [inputItems(call), listArgument(call, 0)];
}

function distinct({ context }: Call, items: readonly Value[]): Value {
  const found = new Map<string, Value>();
  for (const item of items) {
    const identity = identityOf(item, context.budget);
    if (!found.has(identity)) found.set(identity, item);
  }
  return [...found.values()];
}

function isIn({ context }: Call, list: readonly Value[]): (item: Value) => boolean {
  const all = new Set(list.map((item) => identityOf(item, context.budget)));
  return (item) => all.has(identityOf(item, context.budget));
}

function isNotIn(call: Call, list: readonly Value[]): (item: Value) => boolean {
  const has = isIn(call, list);
  return (item) => !has(item);
}

/** Ansible's, which takes the words `None` and `null` for nulls too. */
function flatten(call: Call, items: readonly Value[], levels: number, skipNulls: boolean): Value[] {
  call.context.budget.spend(items.length);
  return items.flatMap((item) => {
    if (skipNulls && (item === null || item === 'None' || item === 'null')) return [];
    return isList(item) && levels >= 1 ? flatten(call, item, levels - 1, skipNulls) : [item];
  });
}

function listsOf(call: Call): (readonly Value[])[] {
  const others = call.rest.map((value) => {
    const items = iterateValue(call.context, value);
    if (!items) throw typeFault(`${call.what} needs lists, not ${nameType(value)}`);
    return items;
  });
  return [inputItems(call), ...others];
}

function zip(call: Call, choose: (...lengths: number[]) => number, fill: Value): Value {
  const lists = listsOf(call);
  const length = choose(...lists.map((list) => list.length));
  call.context.budget.items(length * lists.length);
  return Array.from({ length }, (_, index) =>
    lists.map((list) => (index < list.length ? (list[index] ?? null) : fill)),
  );
}

function product(call: Call): Value {
  const repeat = call.named.get('repeat') ?? 1n;
  const unknown = [...call.named.keys()].find((name) => name !== 'repeat');
  if (unknown !== undefined || typeof repeat !== 'bigint') {
    throw new Fault('"product" takes lists and "repeat", an integer', undefined, 'wrong-arguments');
  }
  const once = listsOf(call);
  call.context.budget.items(once.length * Number(repeat));
  const lists = Array.from({ length: Number(repeat) }, () => once).flat();
  const count = lists.reduce((total, list) => total * list.length, 1);
  call.context.budget.items(count * lists.length);
  return Array.from({ length: count }, (_, row) => {
    let rest = row;
    // The last list turns fastest.
    const items = lists.toReversed().map((list) => {
      const item = list[rest % list.length] ?? null;
      rest = Math.floor(rest / list.length);
      return item;
    });
    return items.reverse();
  });
}

function pick(items: readonly Value[]): (indexes: readonly number[]) => Value {
  return (indexes) => indexes.map((index) => items[index] ?? null);
}

/** Every choice of `size` places, in order of the places; ascending ones only where `ascending`. */
function arrangements(call: Call, length: number, size: number, ascending: boolean): readonly number[][] {
  if (size < 0) throw new Fault('"r" cannot be negative');
  if (size > length) return [];
  let rows: number[][] = [[]];
  for (let step = 0; step < size; step++) {
    const longer: number[][] = [];
    for (const row of rows) {
      for (let index = ascending ? (row.at(-1) ?? -1) + 1 : 0; index < length; index++) {
        if (!ascending && row.includes(index)) continue;
        call.context.budget.spend(1 + row.length);
        longer.push(row.concat(index));
      }
    }
    rows = longer;
    call.context.budget.items(rows.length);
  }
  return rows;
}
