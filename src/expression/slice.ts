import { isList, nameType } from '../values/describe.ts';
import type { Value } from '../values/value.ts';
import { characterCount, characterSlice } from './characters.ts';
import type { Context } from './definition.ts';
import { Fault, typeFault } from './fault.ts';
import { numeric } from './numbers.ts';

/** `value[start:stop:step]`, for lists, texts and bytes, as in Python. */
export function slice(context: Context, value: Value, start: Value, stop: Value, step: Value): Value {
  const text = context.textual(value);
  if (text !== undefined) context.budget.spend(text.length >> 3);
  const items = text ?? (isList(value) || value instanceof Uint8Array ? value : undefined);
  if (items === undefined) throw typeFault(`${nameType(value)} cannot be sliced`);
  const by = bound(step) ?? 1;
  if (by === 0) throw new Fault('the step of a slice cannot be 0');
  const length = typeof items === 'string' ? characterCount(items) : items.length;
  const from = edge(bound(start), length, by, by > 0 ? 0 : length - 1);
  const to = edge(bound(stop), length, by, by > 0 ? length : -1);
  const count = Math.max(0, Math.ceil((to - from) / by));
  if (typeof items === 'string' && by === 1) {
    context.budget.text(count);
    return characterSlice(items, from, from + count);
  }
  context.budget.spend(count);
  if (typeof items === 'string') return everyOther(items, by > 0 ? from : from + (count - 1) * by, count, by);
  const picked: Value[] = [];
  for (let index = from; by > 0 ? index < to : index > to; index += by) {
    const item = items[index];
    if (item !== undefined)
      picked.push(typeof item === 'number' && items instanceof Uint8Array ? BigInt(item) : item);
  }
  return items instanceof Uint8Array ? Uint8Array.from(picked, Number) : picked;
}

/** So many characters of a text, `step` apart, the first of them in the text at `lowest`; the last one first where `step` is negative. */
function everyOther(text: string, lowest: number, count: number, step: number): string {
  const picked: string[] = [];
  let index = 0;
  for (const character of text) {
    if (picked.length === count) break;
    if (index >= lowest && (index - lowest) % step === 0) picked.push(character);
    index++;
  }
  return (step < 0 ? picked.reverse() : picked).join('');
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
