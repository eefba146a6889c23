import type { Mask } from '../secrets/mask.ts';

/** An object whose members the runner has named, each value changed as it takes; the very object where that changes nothing. What is no such object is masked as it is. */
export function maskMembers(
  json: unknown,
  mask: Mask,
  change: (name: string, value: unknown) => unknown,
): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return mask.maskDeep(json);
  const entries = Object.entries(json) as [string, unknown][];
  const after = entries.map(([name, value]): [string, unknown] => [name, change(name, value)]);
  return after.every(([, value], index) => value === entries[index]?.[1]) ? json : Object.fromEntries(after);
}
