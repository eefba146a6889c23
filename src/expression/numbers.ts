import { EnumValue, PSObject, Secret, TypedText, type Value } from '../values/value.ts';
import { Fault } from './fault.ts';

/** A number as Python has them: `bigint` is `int`, `number` is `float`. */
export type Numeric = bigint | number;

/**
 * The number that a value is in arithmetic, or nothing. Booleans count as 0 and 1, as in Python; a .NET `BigInteger`
 * is an integer, and a `Decimal` is one where it is whole, else a float.
 */
export function numeric(value: Value): Numeric | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (value instanceof TypedText) {
    if (value.type !== 'Decimal' && value.type !== 'BigInteger') return undefined;
    const text = value.text.trim();
    if (/^[+-]?\d+$/.test(text)) return BigInt(text);
    const float = Number(text);
    return text === '' || Number.isNaN(float) ? undefined : float;
  }
  return undefined;
}

/** The text that a value is, or nothing: strings, .NET scalars that are no numbers, enumeration names, secrets, records of PowerShell's streams. */
export function textual(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof TypedText) return numeric(value) === undefined ? value.text : undefined;
  if (value instanceof EnumValue) return value.name;
  if (value instanceof Secret) return value.reveal();
  if (value instanceof PSObject && value.isRecord) return value.text;
  return undefined;
}

/** The exact order of two numbers of either kind; nothing when one is not a number (NaN). */
export function compareNumbers(a: Numeric, b: Numeric): -1 | 0 | 1 | undefined {
  if (a < b) return -1;
  if (a > b) return 1;
  return a >= b ? 0 : undefined;
}

/** A float from an integer; Python refuses one that is too large. */
export function toFloat(value: Numeric): number {
  if (typeof value === 'number') return value;
  const float = Number(value);
  if (!Number.isFinite(float)) throw new Fault('the integer is too large to be a float');
  return float;
}

/** As Python prints a float: `2.0`, `1e+16`, `1e-05`, `inf`. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const digits = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
  }
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace('-', '').replace('.', '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

export function numberText(value: Numeric): string {
  return typeof value === 'bigint' ? value.toString() : floatText(value);
}

export function bitLength(value: bigint): number {
  const digits = (value < 0n ? -value : value).toString(16);
  return digits.length * 4;
}
