import type { Key, Value } from '../values/value.ts';
import { compareText } from './compare.ts';
import { compareNumbers, numeric } from './numbers.ts';

/** The entries in the order of their keys; nothing where keys are of kinds that have no order among them. */
export function sortedEntries(entries: ReadonlyMap<Key, Value>): [Key, Value][] | undefined {
  const all = [...entries];
  if (all.length < 2) return all;
  if (all.every(([key]) => typeof key === 'string'))
    return all.sort(([a], [b]) => compareText(String(a), String(b)));
  if (all.some(([key]) => numeric(key) === undefined)) return undefined;
  return all.sort(([a], [b]) => compareNumbers(numeric(a) ?? 0n, numeric(b) ?? 0n) ?? 0);
}
