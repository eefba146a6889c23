import { Fault } from './fault.ts';
import type { Numeric } from './numbers.ts';

/** More decimals than any number has. */
const MAX_PRECISION = 1100;

/** The number times `10 ** digits`, rounded exactly and half to even, as Python's formatting and `round` do. */
export function scaledInteger(value: number, digits: number): bigint {
  const { mantissa, exponent } = decompose(value);
  let numerator = mantissa;
  let denominator = 1n;
  if (digits >= 0) numerator *= 10n ** BigInt(digits);
  else denominator *= 10n ** BigInt(-digits);
  if (exponent >= 0) numerator <<= BigInt(exponent);
  else denominator <<= BigInt(-exponent);
  return divideHalfEven(numerator, denominator);
}

/** `numerator / denominator` to the nearest integer, half to even; the denominator is positive. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const absolute = numerator < 0n ? -numerator : numerator;
  const quotient = absolute / denominator;
  const twice = (absolute % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return numerator < 0n ? -rounded : rounded;
}

/** A finite float as `mantissa * 2 ** exponent`. */
export function decompose(value: number): { mantissa: bigint; exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  return { mantissa: bits >> 63n === 1n ? -mantissa : mantissa, exponent: Math.max(biased, 1) - 1075 };
}

/** A number in one of Python's styles `e`, `f`, `g` and `%`, without its sign. */
export function formatFloat(value: Numeric, style: string, precision: number, alternate: boolean): string {
  if (precision > MAX_PRECISION)
    throw new Fault(`the precision is too large, at most ${MAX_PRECISION} is possible`);
  const float = Math.abs(Number(value));
  const lower = style.toLowerCase();
  let shown: string;
  if (!Number.isFinite(float)) shown = Number.isNaN(float) ? 'nan' : 'inf';
  else if (lower === 'f') shown = fixed(float, precision, alternate);
  else if (lower === 'e') shown = exponential(float, precision, alternate);
  else if (style === '%') shown = fixed(float * 100, precision, alternate);
  else shown = general(float, precision, alternate);
  if (style === '%') shown += '%';
  return style === lower ? shown : shown.toUpperCase();
}

/** `12.50` */
export function fixed(value: number, precision: number, alternate = false): string {
  const digits = scaledInteger(value, precision)
    .toString()
    .padStart(precision + 1, '0');
  if (precision === 0) return alternate ? `${digits}.` : digits;
  return `${digits.slice(0, -precision)}.${digits.slice(-precision)}`;
}

function exponential(value: number, precision: number, alternate: boolean): string {
  const { digits, exponent } = significant(value, precision);
  const mantissa =
    precision === 0 ? digits + (alternate ? '.' : '') : `${digits.charAt(0)}.${digits.slice(1)}`;
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** The first digit and `precision` more, rounded exactly. */
function significant(value: number, precision: number): { digits: string; exponent: number } {
  if (value === 0) return { digits: '0'.repeat(precision + 1), exponent: 0 };
  const exponent = Number(value.toExponential().split('e')[1]);
  const digits = scaledInteger(value, precision - exponent).toString();
  // 9.96 with one digit after the point is 10.0.
  return digits.length > precision + 1
    ? { digits: digits.slice(0, -1), exponent: exponent + 1 }
    : { digits, exponent };
}

function general(value: number, wanted: number, alternate: boolean): string {
  const precision = Math.max(1, wanted);
  const { exponent } = significant(value, precision - 1);
  if (exponent < -4 || exponent >= precision) {
    const text = exponential(value, precision - 1, alternate);
    const [mantissa = '', power = ''] = text.split('e');
    return `${alternate ? mantissa : withoutZeros(mantissa)}e${power}`;
  }
  const text = fixed(value, precision - 1 - exponent, alternate);
  return alternate ? text : withoutZeros(text);
}

/** Without the zeros at the end of the decimals, before an exponent too. */
export function withoutZeros(text: string): string {
  return text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
}
