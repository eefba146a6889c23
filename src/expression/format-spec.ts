import { Omit, type Value } from '../values/value.ts';
import { characterCount, characterSlice } from './characters.ts';
import type { Context } from './definition.ts';
import { Fault, typeFault } from './fault.ts';
import { formatFloat, withoutZeros } from './float-format.ts';
import { nameType } from '../values/describe.ts';
import { floatText, type Numeric, numeric, toFloat } from './numbers.ts';

/** Python's format specification: `[[fill]align][sign][#][0][width][grouping][.precision][type]`. */
export interface FormatSpec {
  readonly fill: string;
  readonly align: '<' | '>' | '=' | '^' | undefined;
  /** Filled with zeros by a `0` before the width alone. */
  readonly zero: boolean;
  readonly sign: '+' | '-' | ' ';
  readonly alternate: boolean;
  readonly width: number;
  readonly grouping: string;
  readonly precision: number | undefined;
  readonly type: string;
}

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([bcdeEfFgGnosxX%])?$/su;

export function parseSpec(text: string): FormatSpec {
  const match = SPEC.exec(text);
  if (!match) throw new Fault(`"${text}" is not a format specification`, 'such as ">8", "05d" or ".2f"');
  const [, fill, align, sign, alternate, zero, width, grouping, precision, type] = match;
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: (align as FormatSpec['align']) ?? (zero ? '=' : undefined),
    zero: zero !== undefined && align === undefined,
    sign: (sign as FormatSpec['sign'] | undefined) ?? '-',
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping: grouping ?? '',
    precision: precision === undefined ? undefined : Number(precision),
    type: type ?? '',
  };
}

/** Python's `format(value, spec)`. */
export function formatValue(context: Context, value: Value, text: string): string {
  if (text === '') return context.text(value);
  const spec = parseSpec(text);
  context.budget.text(spec.width);
  const number = numeric(value);
  if (number !== undefined && !(typeof value === 'boolean' && spec.type === 's'))
    return formatNumber(number, spec);
  const found = context.textual(value);
  if (found === undefined || value instanceof Omit) {
    throw typeFault(`${nameType(value)} cannot be formatted with "${text}"`);
  }
  if (spec.type !== '' && spec.type !== 's')
    throw typeFault(`"${spec.type}" formats numbers, not ${nameType(value)}`);
  if (/[-+ ]/.test(/^(?:.?[<>=^])?([-+ ])?/su.exec(text)?.[1] ?? '') || spec.grouping !== '') {
    throw typeFault(`a sign and separators format numbers, not ${nameType(value)}`);
  }
  const cut = spec.precision === undefined ? found : characterSlice(found, 0, spec.precision);
  return pad(cut, '', spec.zero ? { ...spec, align: '<' } : spec, '<');
}

/** A number by its specification. */
export function formatNumber(number: Numeric, spec: FormatSpec): string {
  const negative = number < 0 || Object.is(number, -0);
  const sign = negative ? '-' : spec.sign === '-' ? '' : spec.sign;
  const digits = typeof number === 'bigint' ? integerDigits(number, spec) : floatDigits(number, spec);
  const prefix = spec.alternate && /^[box]$/i.test(spec.type) ? `0${spec.type}` : '';
  return pad(group(digits, spec), sign + prefix, spec, '>');
}

const RADIX: ReadonlyMap<string, number> = new Map([
  ['b', 2],
  ['o', 8],
  ['x', 16],
  ['X', 16],
]);

function integerDigits(number: bigint, spec: FormatSpec): string {
  const absolute = number < 0n ? -number : number;
  if (spec.precision !== undefined && /^[bcdnoxX]?$/.test(spec.type)) {
    throw new Fault('an integer is not formatted with a precision', 'add "f", such as ".2f"');
  }
  switch (spec.type) {
    case '':
    case 'd':
    case 'n':
      return absolute.toString();
    case 'b':
    case 'o':
    case 'x':
      return absolute.toString(RADIX.get(spec.type));
    case 'X':
      return absolute.toString(16).toUpperCase();
    case 'c':
      if (number < 0n || number > 0x10ffffn) throw new Fault(`${number} is not the code of a character`);
      return String.fromCodePoint(Number(number));
    case 's':
      throw typeFault('"s" formats strings, not an integer');
    default:
      return floatDigits(toFloat(number), spec);
  }
}

function floatDigits(number: number, spec: FormatSpec): string {
  if (spec.type === '' && spec.precision === undefined) return floatText(Math.abs(number));
  if (spec.type === '') {
    // Without a type there is a digit after the point, or else an exponent.
    const precision = Math.max(1, spec.precision ?? 6);
    const text = formatFloat(number, 'g', precision, spec.alternate);
    if (!/^\d+$/.test(text)) return text;
    return text.length < precision
      ? `${text}.0`
      : withoutZeros(formatFloat(number, 'e', precision - 1, false));
  }
  if (!/^[efgn%]$/i.test(spec.type)) throw typeFault(`"${spec.type}" does not format a float`);
  return formatFloat(number, spec.type === 'n' ? 'g' : spec.type, spec.precision ?? 6, spec.alternate);
}

function group(digits: string, { grouping, type }: FormatSpec): string {
  if (grouping === '') return digits;
  const size = /^[box]$/i.test(type) ? 4 : 3;
  return digits.replace(/^[\da-f]+/i, (whole) =>
    whole.replace(new RegExp(`\\B(?=([\\da-fA-F]{${size}})+$)`, 'g'), grouping),
  );
}

function pad(text: string, prefix: string, spec: FormatSpec, fallback: '<' | '>'): string {
  const missing = spec.width - characterCount(text) - prefix.length;
  if (missing <= 0) return prefix + text;
  const filling = spec.fill.repeat(missing);
  switch (spec.align ?? fallback) {
    case '<':
      return prefix + text + filling;
    case '>':
      return filling + prefix + text;
    case '=':
      return prefix + filling + text;
    case '^': {
      const before = Math.floor(missing / 2);
      return spec.fill.repeat(before) + prefix + text + spec.fill.repeat(missing - before);
    }
  }
}
