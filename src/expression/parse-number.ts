import { withAsciiDigits } from './digits.ts';
import { stripText } from './strings.ts';

/** The integer that a text is in Python's spelling: white space around it, a sign, underscores between digits. */
export function parseIntegerText(text: string, base = 10): bigint | undefined {
  const trimmed = withAsciiDigits(stripText(text, undefined, 'both'));
  const [, sign = '', body = ''] = /^([-+]?)(\w+)$/.exec(trimmed) ?? [];
  const prefixed = /^0([box])_?(.+)$/i.exec(body);
  const prefixBase = prefixed ? (BASES.get(prefixed[1]?.toLowerCase() ?? '') ?? 0) : 0;
  const radix = base === 0 ? prefixBase || 10 : base;
  const digits = prefixed && prefixBase === radix ? (prefixed[2] ?? '') : body;
  if (!/^[\da-z]+(_[\da-z]+)*$/i.test(digits) || digits.length > MAX_DIGITS) return undefined;
  let value = 0n;
  if (radix === 10) {
    if (!/^[\d_]+$/.test(digits)) return undefined;
    value = BigInt(digits.replaceAll('_', ''));
  } else {
    for (const digit of digits.replaceAll('_', '')) {
      const number = Number.parseInt(digit, 36);
      if (number >= radix) return undefined;
      value = value * BigInt(radix) + BigInt(number);
    }
  }
  return sign === '-' ? -value : value;
}

/** A conversion takes quadratic time. */
const MAX_DIGITS = 10_000;

const BASES: ReadonlyMap<string, number> = new Map([
  ['b', 2],
  ['o', 8],
  ['x', 16],
]);

/** The float that a text is in Python's spelling. */
export function parseFloatText(text: string): number | undefined {
  const trimmed = withAsciiDigits(stripText(text, undefined, 'both'));
  const special = /^([-+]?)(inf|infinity|nan)$/i.exec(trimmed);
  if (special) {
    if (special[2]?.toLowerCase() === 'nan') return NaN;
    return special[1] === '-' ? -Infinity : Infinity;
  }
  if (!/^[-+]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)(e[-+]?\d+(_\d+)*)?$/i.test(trimmed)) return undefined;
  return Number(trimmed.replaceAll('_', ''));
}
