import { Omit, Secret, type Value } from '../values/value.ts';
import { numeric, textual } from './numbers.ts';

/** Python's truth: false are `none`, `false`, zero, and what is empty. */
export function isTruthy(value: Value): boolean {
  if (value === null) return false;
  if (typeof value === 'boolean') return value;
  if (value instanceof Secret) return value.reveal() !== '';
  if (value instanceof Omit) return true;
  const number = numeric(value);
  // NaN is true, as in Python.
  if (number !== undefined) return number !== 0 && number !== 0n;
  const text = textual(value);
  if (text !== undefined) return text !== '';
  if (value instanceof Uint8Array || Array.isArray(value)) return value.length > 0;
  return value instanceof Map ? value.size > 0 : true;
}
