import { isList, nameType } from '../values/describe.ts';
import type { Key, Value } from '../values/value.ts';
import type { Call, Context } from './definition.ts';
import { type Fault, typeFault } from './fault.ts';
import { type Numeric, numeric } from './numbers.ts';
import { isTruthy } from './truth.ts';
import { characters } from './characters.ts';
import { entriesOf } from './entries.ts';

/*
 * Arguments and inputs as the type that a filter needs. Each gives a Fault that names the parameter.
 */

function wrong(call: Call, index: number, expected: string): Fault {
  const name = call.signature.parameters[index]?.name ?? '';
  return typeFault(
    `"${name}" of ${call.what} must be ${expected}, not ${nameType(call.args[index] ?? null)}`,
  );
}

/** A text argument; `fallback` where it was not given. */
export function text(call: Call, index: number, fallback = ''): string {
  const value = call.args[index];
  if (value === undefined) return fallback;
  const found = call.context.textual(value);
  if (found === undefined) throw wrong(call, index, 'a string');
  return found;
}

/** A text argument; nothing where it was not given or is `none`. */
export function optionalText(call: Call, index: number): string | undefined {
  return (call.args[index] ?? null) === null ? undefined : text(call, index);
}

export function integer(call: Call, index: number, fallback = 0): number {
  return Number(bigInteger(call, index, BigInt(fallback)));
}

/** An integer argument; nothing where it was not given or is `none`. */
export function optionalInteger(call: Call, index: number): number | undefined {
  return (call.args[index] ?? null) === null ? undefined : integer(call, index);
}

export function bigInteger(call: Call, index: number, fallback: bigint): bigint {
  const value = call.args[index];
  if (value === undefined) return fallback;
  const number = numeric(value);
  if (typeof number !== 'bigint') throw wrong(call, index, 'an integer');
  return number;
}

export function number(call: Call, index: number, fallback: Numeric): Numeric {
  const value = call.args[index];
  if (value === undefined) return fallback;
  const found = numeric(value);
  if (found === undefined) throw wrong(call, index, 'a number');
  return found;
}

/** Python's truth of an argument. */
export function flag(call: Call, index: number, fallback = false): boolean {
  const value = call.args[index];
  return value === undefined ? fallback : isTruthy(value);
}

export function listArgument(call: Call, index: number): readonly Value[] {
  const value = call.args[index];
  const items = value === undefined ? [] : iterate(call, value);
  if (!items) throw wrong(call, index, 'a list');
  return items;
}

/** The input as Jinja2 prints it: most filters on texts take any value. */
export function inputText(call: Call): string {
  return call.context.text(call.input);
}

/** The input where only a text will do. */
export function strictText(call: Call): string {
  const found = call.context.textual(call.input);
  if (found === undefined) throw typeFault(`${call.what} needs a string, not ${nameType(call.input)}`);
  return found;
}

export function inputNumber(call: Call): Numeric {
  const found = numeric(call.input);
  if (found === undefined) throw typeFault(`${call.what} needs a number, not ${nameType(call.input)}`);
  return found;
}

/** The items of the input: of a list, the characters of a text, the keys of a mapping. */
export function inputItems(call: Call): readonly Value[] {
  const items = iterate(call, call.input);
  if (!items) throw typeFault(`${call.what} needs a list, not ${nameType(call.input)}`);
  return items;
}

/** The input where only a list will do: a text is more likely a mistake than a list of characters. */
export function inputList(call: Call): readonly Value[] {
  if (!isList(call.input)) throw typeFault(`${call.what} needs a list, not ${nameType(call.input)}`);
  call.context.budget.spend(call.input.length);
  return call.input;
}

export function inputMapping(call: Call): ReadonlyMap<Key, Value> {
  const entries = entriesOf(call.input);
  if (!entries) throw typeFault(`${call.what} needs a mapping, not ${nameType(call.input)}`);
  call.context.budget.spend(entries.size);
  return entries;
}

/** What Python's `iter` gives, or nothing for a value that has no items. */
function iterate(call: Call, value: Value): readonly Value[] | undefined {
  return iterateValue(call.context, value);
}

/** The items of a list, the characters of a text, the keys of a mapping; nothing for a value that has no items. */
export function iterateValue(context: Context, value: Value): readonly Value[] | undefined {
  if (isList(value)) {
    context.budget.spend(value.length);
    return value;
  }
  const found = context.textual(value);
  if (found !== undefined) {
    context.budget.spend(found.length);
    return characters(found);
  }
  if (value instanceof Uint8Array) {
    context.budget.spend(value.length);
    return Array.from(value, BigInt);
  }
  const entries = entriesOf(value);
  if (!entries) return undefined;
  context.budget.spend(entries.size);
  return [...entries.keys()];
}
