import type { Key, Value } from '../values/value.ts';
import { compareText } from './compare.ts';
import { compareNumbers, numeric } from './numbers.ts';

/** The entries in the order of their keys; nothing where keys are of kinds that have no order among them. */
export function sortedEntries(entries: ReadonlyMap<Key, Value>): [Key, Value][] | undefined {
  const all = [...entries];
  if (all.length < 2) return all;
  if (all.every(isNamed)) {
    // Without halves of pairs JavaScript's own order is that of code points, and takes a quarter of the time.
    const isOwnOrder = !all.some(([key]) => /[\ud800-\udfff]/.test(key));
    return all.sort(isOwnOrder ? ([a], [b]) => (a < b ? -1 : 1) : ([a], [b]) => compareText(a, b));
  }
  if (all.some(([key]) => numeric(key) === undefined)) return undefined;
  return all.sort(([a], [b]) => compareNumbers(numeric(a) ?? 0n, numeric(b) ?? 0n) ?? 0);
}

function isNamed(entry: [Key, Value]): entry is [string, Value] {
  return typeof entry[0] === 'string';
}
