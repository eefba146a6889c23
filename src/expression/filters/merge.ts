import { isList } from '../../values/describe.ts';
import type { Key, Value } from '../../values/value.ts';
import type { Context } from '../definition.ts';
import { entriesOf } from '../entries.ts';
import { equal } from '../operators.ts';
import { findKey, identityOf } from '../keys.ts';

/** What becomes of two lists under one key; `_rp` drops what the other list has too. */
export type MergeLists = 'replace' | 'keep' | 'append' | 'prepend' | 'append_rp' | 'prepend_rp';

/** Ansible's `merge_hash`: `higher` wins over `lower`. */
export function merge(
  context: Context,
  lower: ReadonlyMap<Key, Value>,
  higher: ReadonlyMap<Key, Value>,
  recursive: boolean,
  lists: MergeLists,
): ReadonlyMap<Key, Value> {
  if (lower.size === higher.size && equal(context, lower, higher)) return higher;
  const result = new Map(lower);
  context.budget.items(lower.size + higher.size);
  for (const [key, value] of higher) {
    const existing = findKey(result, key);
    const old = existing === undefined ? undefined : result.get(existing);
    result.set(
      existing ?? key,
      old === undefined ? value : mergeValue(context, old, value, recursive, lists),
    );
  }
  return result;
}

function mergeValue(
  context: Context,
  lower: Value,
  higher: Value,
  recursive: boolean,
  lists: MergeLists,
): Value {
  const [a, b] = [entriesOf(lower), entriesOf(higher)];
  if (a && b) return recursive ? merge(context, a, b, recursive, lists) : higher;
  if (!isList(lower) || !isList(higher)) return higher;
  context.budget.items(lower.length + higher.length);
  switch (lists) {
    case 'replace':
      return higher;
    case 'keep':
      return lower;
    case 'append':
      return [...lower, ...higher];
    case 'prepend':
      return [...higher, ...lower];
    case 'append_rp':
      return [...without(context, lower, higher), ...higher];
    case 'prepend_rp':
      return [...higher, ...without(context, lower, higher)];
  }
}

function without({ budget }: Context, list: readonly Value[], others: readonly Value[]): readonly Value[] {
  const unwanted = new Set(others.map((item) => identityOf(item, budget)));
  return list.filter((item) => !unwanted.has(identityOf(item, budget)));
}
