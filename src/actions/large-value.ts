import { deepSize } from '../values/deep-size.ts';
import type { Value } from '../values/value.ts';

const MOST_VALUES = 1000;
const MOST_CHARACTERS = 64 * 1024;

/** Whether an argument is more than a record of the call can carry: what was piped from task to task can be all of a directory. */
export function isLarge(value: Value): boolean {
  if (typeof value === 'string') return value.length > MOST_CHARACTERS;
  if (typeof value !== 'object' || value === null) return false;
  const tooMuch = ({ values, characters, depth }: ReturnType<typeof deepSize>) =>
    values > MOST_VALUES || characters > MOST_CHARACTERS || depth > 50;
  return tooMuch(deepSize(value, tooMuch));
}
