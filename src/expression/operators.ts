import { isList, nameType } from '../values/describe.ts';
import { Omit, PSObject, type Value } from '../values/value.ts';
import { calculateDates } from './dates/calculate.ts';
import { arithmetic } from './arithmetic.ts';
import type { BinaryOperator, CompareOperator } from './ast.ts';
import { compareValues, equalValues } from './compare.ts';
import { isCollection } from '../values/deep-size.ts';
import type { Context } from './definition.ts';
import { typeFault } from './fault.ts';
import { findKey, toKey } from './keys.ts';
import { numeric } from './numbers.ts';
import { formatPercent } from './percent-format.ts';
import { entriesOf } from './entries.ts';

/** `left operator right`, for numbers, texts and lists, as in Python. `%` with a text on its left formats it. */
export function binary(context: Context, operator: BinaryOperator, left: Value, right: Value): Value {
  const leftNumber = numeric(left);
  const rightNumber = numeric(right);
  if (leftNumber !== undefined && rightNumber !== undefined) {
    return arithmetic(operator, leftNumber, rightNumber, context.budget);
  }
  if (operator === '+' || operator === '-') {
    const dated = calculateDates(operator, left, right);
    if (dated !== undefined) return dated;
  }
  if (operator === '+') {
    const joined = join(context, left, right);
    if (joined !== undefined) return joined;
  } else if (operator === '*') {
    const repeated = repeat(context, left, rightNumber) ?? repeat(context, right, leftNumber);
    if (repeated !== undefined) return repeated;
  } else if (operator === '%') {
    const format = context.textual(left);
    if (format !== undefined) return formatPercent(context, format, [right], right);
  }
  throw typeFault(
    `"${operator}" does not work between ${nameType(left)} and ${nameType(right)}`,
    help(operator, left, right),
  );
}

function join(context: Context, left: Value, right: Value): Value | undefined {
  if (isList(left) && isList(right)) {
    context.budget.items(left.length + right.length);
    return [...left, ...right];
  }
  const start = context.textual(left);
  const end = start === undefined ? undefined : context.textual(right);
  if (start === undefined || end === undefined) return undefined;
  context.budget.text(start.length + end.length);
  return start + end;
}

function repeat(context: Context, value: Value, count: bigint | number | undefined): Value | undefined {
  if (typeof count !== 'bigint') return undefined;
  const times = count < 0n ? 0 : Number(count);
  if (isList(value)) {
    context.budget.items(value.length * times);
    return value.length === 0 ? [] : Array.from({ length: times }, () => value).flat();
  }
  const text = context.textual(value);
  if (text === undefined) return undefined;
  context.budget.text(text.length * times);
  return text === '' ? '' : text.repeat(times);
}

function help(operator: BinaryOperator, left: Value, right: Value): string | undefined {
  if (left === null || right === null) return undefined;
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) {
    return 'join texts with "~", or convert a string with "| int"';
  }
  return typeof left === 'string' || typeof right === 'string'
    ? 'convert the string with "| int" or "| float"'
    : undefined;
}

/** `-value` or `+value` */
export function unary(operator: '-' | '+', value: Value): Value {
  const number = numeric(value);
  if (number === undefined) throw typeFault(`"${operator}" does not work on ${nameType(value)}`);
  return operator === '-' ? -number : number;
}

/** One comparison of a chain. */
export function compare(context: Context, operator: CompareOperator, left: Value, right: Value): boolean {
  switch (operator) {
    case '==':
      return equal(context, left, right);
    case '!=':
      return !equal(context, left, right);
    case 'in':
      return contains(context, right, left);
    case 'not in':
      return !contains(context, right, left);
    case '<':
    case '<=':
    case '>':
    case '>=':
      if (isCollection(left) && isCollection(right)) context.budget.walk(left);
      return ordered(operator, compareValues(left, right));
  }
}

/** Equality goes as deep as both do, so it costs what the left one holds. */
export function equal(context: Context, left: Value, right: Value): boolean {
  if (left !== right && isCollection(left) && isCollection(right)) context.budget.walk(left);
  return equalValues(left, right);
}

function ordered(operator: '<' | '<=' | '>' | '>=', order: -1 | 0 | 1 | undefined): boolean {
  if (order === undefined) return false;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Python's `in`: an item of a list, a part of a text, a key of a mapping, a property's name. */
export function contains(context: Context, container: Value, wanted: Value): boolean {
  if (isList(container)) {
    if (isCollection(wanted)) context.budget.walk(container);
    else context.budget.spend(container.length);
    return container.some((item) => equalValues(item, wanted));
  }
  const text = context.textual(container);
  if (text !== undefined) {
    const part = context.textual(wanted);
    if (part === undefined) throw typeFault(`"in" a string looks for a string, not ${nameType(wanted)}`);
    context.budget.read(text);
    return text.includes(part);
  }
  if (container instanceof PSObject) {
    const name = context.textual(wanted);
    return name !== undefined && container.get(name) !== undefined;
  }
  const entries = entriesOf(container);
  if (entries) return findKey(entries, toKey(wanted)) !== undefined;
  if (container instanceof Uint8Array) return container.some((byte) => equalValues(BigInt(byte), wanted));
  throw typeFault(`"in" needs a list, a string or a mapping on its right, not ${nameType(container)}`);
}

/** The texts of all parts in a row. */
export function concat(context: Context, parts: readonly Value[]): string {
  const texts = parts.map((part) => {
    if (part instanceof Omit)
      throw typeFault('"omit" leaves out a whole argument, it cannot be part of a text');
    return context.text(part);
  });
  context.budget.text(texts.reduce((length, text) => length + text.length, 0));
  return texts.join('');
}
