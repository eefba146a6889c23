import { isList, nameType } from '../values/describe.ts';
import type { Value } from '../values/value.ts';
import { characters } from './characters.ts';
import type { Context } from './definition.ts';
import { Fault, typeFault } from './fault.ts';
import { numeric } from './numbers.ts';

/** `value[start:stop:step]`, for lists, texts and bytes, as in Python. */
export function slice(context: Context, value: Value, start: Value, stop: Value, step: Value): Value {
  const text = context.textual(value);
  if (text !== undefined) context.budget.spend(text.length >> 3);
  const items: readonly Value[] | Uint8Array | undefined =
    text !== undefined ? characters(text) : isList(value) || value instanceof Uint8Array ? value : undefined;
  if (!items) throw typeFault(`${nameType(value)} cannot be sliced`);
  const by = bound(step) ?? 1;
  if (by === 0) throw new Fault('the step of a slice cannot be 0');
  const picked: Value[] = [];
  const from = edge(bound(start), items.length, by, by > 0 ? 0 : items.length - 1);
  const to = edge(bound(stop), items.length, by, by > 0 ? items.length : -1);
  context.budget.spend(Math.max(0, Math.ceil((to - from) / by)));
  for (let index = from; by > 0 ? index < to : index > to; index += by) {
    const item = items[index];
    if (item !== undefined)
      picked.push(typeof item === 'number' && items instanceof Uint8Array ? BigInt(item) : item);
  }
  if (text !== undefined) return picked.map(String).join('');
  return items instanceof Uint8Array ? Uint8Array.from(picked, Number) : picked;
}

function bound(value: Value): number | undefined {
  if (value === null) return undefined;
  const number = numeric(value);
  if (typeof number !== 'bigint') throw typeFault(`a slice goes by integers, not ${nameType(value)}`);
  return Number(number);
}

function edge(given: number | undefined, length: number, step: number, fallback: number): number {
  if (given === undefined) return fallback;
  const index = given < 0 ? given + length : given;
  return step > 0 ? Math.min(Math.max(index, 0), length) : Math.min(Math.max(index, -1), length - 1);
}
