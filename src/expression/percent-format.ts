import type { Value } from '../values/value.ts';
import { characterCount, characterSlice } from './characters.ts';
import type { Context } from './definition.ts';
import { entriesOf } from './entries.ts';
import { Fault, typeFault } from './fault.ts';
import { type FormatSpec, formatNumber, formatValue } from './format-spec.ts';
import { findKey } from './keys.ts';
import { isList, nameType } from '../values/describe.ts';
import { type Numeric, numeric } from './numbers.ts';
import { asciiWithin, reprWithin } from './to-text.ts';

const PLACE =
  /%(?:\((?<key>[^)]*)\))?(?<flags>[-+ #0]*)(?<width>\*|\d+)?(?:\.(?<precision>\*|\d*))?[hlL]?(?<type>.)?/gsu;

/**
 * Python's `format % values`: `'%s of %d' % (a, b)`, `'%(name)s' % mapping`. `whole` is what stands on the right, where that is one value and not
 * several: names are looked up in it, and a mapping, list or bytes need not be used.
 */
export function formatPercent(
  context: Context,
  format: string,
  values: readonly Value[],
  whole?: Value,
): string {
  let used = 0;
  let length = format.length;
  const take = (): Value => {
    const value = values[used++];
    if (value === undefined) throw new Fault('the format has more places than there are values');
    return value;
  };
  const number = (text: string | undefined): number | undefined => {
    if (text !== '*') return text === undefined ? undefined : Number(text);
    const given = numeric(take());
    if (typeof given !== 'bigint') throw typeFault('"*" in a format needs an integer');
    return Number(given);
  };
  const convertPlace = (place: string, groups: Readonly<Record<string, string | undefined>>): string => {
    context.budget.spend(2);
    const { key, flags = '', type } = groups;
    if (place === '%%') return '%';
    const width = number(groups['width']) ?? 0;
    const precision = number(groups['precision']);
    if (type === undefined) throw new Fault(`the format ends in "${place}"`, 'write "%%" for a percent sign');
    const value = key === undefined ? take() : valueOf(whole, key);
    // What was asked by name is used up, as in Python.
    if (key !== undefined) used = values.length;
    context.budget.text(Math.abs(width));
    const spec: FormatSpec = {
      fill: flags.includes('0') && !flags.includes('-') && isNumberType(type) ? '0' : ' ',
      align: flags.includes('-') || width < 0 ? '<' : flags.includes('0') && isNumberType(type) ? '=' : '>',
      zero: false,
      sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '-',
      alternate: flags.includes('#'),
      width: Math.abs(width),
      grouping: '',
      precision,
      type: '',
    };
    const shown = convert(context, value, type, spec);
    length += shown.length;
    context.budget.textSoFar(length);
    context.budget.read(shown);
    return shown;
  };
  const parts: string[] = [];
  let last = 0;
  for (const { 0: place, index, groups = {} } of format.matchAll(PLACE)) {
    parts.push(format.slice(last, index), convertPlace(place, groups));
    last = index + place.length;
  }
  const result = parts.join('') + format.slice(last);
  if (used < values.length && !mayBeSpare(whole))
    throw new Fault('the format has fewer places than there are values');
  context.budget.text(result.length);
  return result;
}

function isNumberType(type: string): boolean {
  return 'diouxXeEfFgG'.includes(type);
}

function mayBeSpare(whole: Value | undefined): boolean {
  if (whole === undefined) return false;
  return isList(whole) || whole instanceof Uint8Array || entriesOf(whole) !== undefined;
}

function valueOf(whole: Value | undefined, key: string): Value {
  const entries = whole === undefined ? undefined : entriesOf(whole);
  if (!entries) throw typeFault(`"%(${key})" in a format needs a mapping`);
  const found = findKey(entries, key);
  if (found === undefined) throw new Fault(`the mapping has no key "${key}"`);
  return entries.get(found) ?? null;
}

function convert(context: Context, value: Value, type: string, spec: FormatSpec): string {
  if (type === 's' || type === 'r' || type === 'a') {
    const text = textOf(context, value, type);
    const cut = spec.precision === undefined ? text : characterSlice(text, 0, spec.precision);
    return aligned(context, cut, spec);
  }
  if (type === 'c' && typeof value === 'string') {
    if (characterCount(value) !== 1) throw typeFault('"%c" needs a single character');
    return aligned(context, value, spec);
  }
  const number = numeric(value);
  if (!isNumberType(type) && type !== 'c') throw new Fault(`"%${type}" is not a format`);
  if (number === undefined) throw typeFault(`"%${type}" needs a number, not ${nameType(value)}`);
  if ('diu'.includes(type)) return integer(whole(number), { ...spec, type: 'd' });
  if ('oxXc'.includes(type)) {
    if (typeof number !== 'bigint') throw typeFault(`"%${type}" needs an integer, not a float`);
    return integer(number, { ...spec, type });
  }
  return formatNumber(Number(number), { ...spec, type, precision: spec.precision ?? 6 });
}

function textOf(context: Context, value: Value, type: 's' | 'r' | 'a'): string {
  if (type === 's') return context.text(value);
  return type === 'r' ? reprWithin(context, value) : asciiWithin(context, value);
}

function aligned(context: Context, text: string, spec: FormatSpec): string {
  return formatValue(context, text, `${spec.align === '<' ? '<' : '>'}${spec.width || ''}`);
}

/** Of an integer the precision is the least number of digits. */
function integer(number: bigint, spec: FormatSpec): string {
  if (spec.precision === undefined) return formatNumber(number, spec);
  const digits = formatNumber(number < 0n ? -number : number, {
    ...spec,
    width: 0,
    sign: '-',
    alternate: false,
  });
  const padded = digits.padStart(Math.min(spec.precision, 1000), '0');
  const sign = number < 0n ? '-' : spec.sign === '-' ? '' : spec.sign;
  const text = sign + padded;
  return spec.align === '<' ? text.padEnd(spec.width) : text.padStart(spec.width);
}

function whole(number: Numeric): bigint {
  if (typeof number === 'bigint') return number;
  if (!Number.isFinite(number)) throw new Fault('an infinite or undefined number is no integer');
  return BigInt(Math.trunc(number));
}
