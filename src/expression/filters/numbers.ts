import type { Value } from '../../values/value.ts';
import { flag, inputItems, inputNumber, integer, number, optionalText, text } from '../call-arguments.ts';
import { type Call, define } from '../definition.ts';
import { withAsciiDigits } from '../digits.ts';
import { Fault, typeFault } from '../fault.ts';
import { divideHalfEven, fixed, formatFloat, scaledInteger } from '../float-format.ts';
import { floatPower } from '../arithmetic.ts';
import { numeric, toFloat } from '../numbers.ts';
import { binary } from '../operators.ts';
import { settle } from '../operand.ts';
import { follow, pathOf } from './attribute.ts';
import { parseFloatText, parseIntegerText } from '../parse-number.ts';

/** Filters for numbers. */
export const numberFilters = [
  define('abs', '', (call) => {
    const value = inputNumber(call);
    return value < 0 ? -value : typeof value === 'number' ? Math.abs(value) : value;
  }),
  define('int', 'default?, base?', toInteger),
  define('float', 'default?', (call) => {
    const value = numeric(call.input) ?? parseFloatText(call.context.textual(call.input) ?? '');
    return value === undefined ? withDefault(call.args[0], 0) : toFloat(value);
  }),
  define('round', 'precision?, method?', round),
  define('sum', 'attribute?, start?', sum),
  define('log', 'base?', log),
  define('pow', 'y', (call) => floatPower(toFloat(inputNumber(call)), toFloat(number(call, 0, 1n)))),
  define('root', 'base?', (call) => {
    const value = toFloat(inputNumber(call));
    if (value < 0) throw new Fault('a negative number has no real root');
    const base = toFloat(number(call, 0, 2n));
    if (base === 0) throw new Fault('the base of "root" cannot be 0');
    return base === 2 ? Math.sqrt(value) : floatPower(value, 1 / base);
  }),
  define('human_readable', 'isbits?, unit?', humanReadable),
  define('human_to_bytes', 'default_unit?, isbits?', humanToBytes),
  define('filesizeformat', 'binary?', fileSize),
];

function withDefault(given: Value | undefined, fallback: Value): Value {
  return given === undefined ? fallback : given;
}

function toInteger(call: Call): Value {
  const fallback = withDefault(call.args[0], 0n);
  const value = numeric(call.input);
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? BigInt(Math.trunc(value)) : fallback;
  const found = call.context.textual(call.input);
  if (found === undefined) return fallback;
  const whole = parseIntegerText(found, integer(call, 1, 10));
  if (whole !== undefined) return whole;
  const float = parseFloatText(found);
  return float === undefined || !Number.isFinite(float) ? fallback : BigInt(Math.trunc(float));
}

function round(call: Call): Value {
  const value = inputNumber(call);
  const precision = integer(call, 0, 0);
  const method = text(call, 1, 'common');
  if (Math.abs(precision) > 400) throw new Fault('the precision of "round" is too large');
  switch (method) {
    case 'common':
      return roundHalfEven(value, precision);
    case 'ceil':
    case 'floor': {
      const scaled = toFloat(value) * 10 ** precision;
      if (!Number.isFinite(scaled)) throw new Fault('the number is too large to be rounded so');
      // Python rounds to an integer, which has no -0.
      return (0 + (method === 'ceil' ? Math.ceil(scaled) : Math.floor(scaled))) / 10 ** precision;
    }
    default:
      throw new Fault(`"${method}" is not a method of "round"`, 'write "common", "ceil" or "floor"');
  }
}

function roundHalfEven(value: bigint | number, precision: number): Value {
  if (typeof value === 'bigint') {
    if (precision >= 0) return value;
    const unit = 10n ** BigInt(-precision);
    return divideHalfEven(value, unit) * unit;
  }
  if (!Number.isFinite(value) || precision > 323) return value;
  const rounded = Number(`${scaledInteger(value, precision)}e${-precision}`);
  return rounded === 0 && (value < 0 || Object.is(value, -0)) ? -0 : rounded;
}

function sum(call: Call): Value {
  const path = pathOf(call, call.args[0]);
  const start = call.args[1] ?? 0n;
  if (call.context.textual(start) !== undefined)
    throw typeFault('"sum" cannot add strings', 'use the filter "join"');
  return inputItems(call).reduce<Value>(
    (total, item) => binary(call.context, '+', total, path ? settle(follow(call, item, path)) : item),
    start,
  );
}

function log(call: Call): Value {
  const value = toFloat(inputNumber(call));
  if (value <= 0) throw new Fault('only a positive number has a logarithm');
  if (call.args[0] === undefined) return Math.log(value);
  const base = toFloat(number(call, 0, 10n));
  if (base <= 0 || base === 1) throw new Fault('the base of a logarithm must be positive and not 1');
  return base === 10 ? Math.log10(value) : Math.log(value) / Math.log(base);
}

const UNITS = ['Y', 'Z', 'E', 'P', 'T', 'G', 'M', 'K'] as const;

function limitOf(unit: string): number | undefined {
  const index = UNITS.findIndex((each) => each === unit);
  return index === -1 ? (unit === 'B' ? 1 : undefined) : 2 ** (10 * (UNITS.length - index));
}

function humanReadable(call: Call): Value {
  const size = toFloat(inputNumber(call));
  const bits = flag(call, 0);
  const wanted = optionalText(call, 1)?.toUpperCase();
  const unit =
    [...UNITS, 'B'].find((each) => (wanted === undefined ? size >= (limitOf(each) ?? 1) : wanted === each)) ??
    'B';
  const amount = size / (limitOf(unit) ?? 1);
  const shown = unit === 'B' ? (bits ? 'bits' : 'Bytes') : unit + (bits ? 'b' : 'B');
  return `${amount < 0 || Object.is(amount, -0) ? '-' : ''}${fixed(Math.abs(amount), 2)} ${shown}`;
}

function humanToBytes(call: Call): Value {
  const size = call.context.text(call.input);
  const bits = flag(call, 1);
  const [, digits = '', written] = /^\s*(\d*\.?\d*)\s*([a-z]+)?/i.exec(withAsciiDigits(size)) ?? [];
  const amount = /\d/.test(digits) ? Number(digits) : undefined;
  const unit = written ?? optionalText(call, 0);
  const limit = unit === undefined ? 1 : limitOf(unit.charAt(0).toUpperCase());
  const wanted = bits ? 'b' : 'B';
  const isRight =
    unit === undefined ||
    unit.length === 1 ||
    unit.toLowerCase().includes(bits ? 'bit' : 'byte') ||
    unit[1] === wanted;
  if (amount === undefined || limit === undefined || !isRight) {
    throw new Fault(`"${size}" is not a size`, `write a number and a unit such as "M${wanted}" or "G"`);
  }
  return scaledInteger(amount * limit, 0);
}

function fileSize(call: Call): Value {
  const binaryUnits = flag(call, 0);
  const bytes = numeric(call.input) ?? parseFloatText(call.context.text(call.input));
  if (bytes === undefined) throw typeFault('"filesizeformat" needs a number');
  const size = toFloat(bytes);
  const base = binaryUnits ? 1024n : 1000n;
  if (size === 1) return '1 Byte';
  if (size < base) {
    if (!Number.isFinite(size)) throw new Fault('an infinite number is no size');
    return `${BigInt(Math.trunc(size))} Bytes`;
  }
  // A number beyond all prefixes has the last one.
  const found = PREFIXES.findIndex((_, power) => size < base ** BigInt(power + 2));
  const power = found === -1 ? PREFIXES.length - 1 : found;
  const letter = PREFIXES[power] ?? '';
  const amount = (Number(base) * size) / Number(base ** BigInt(power + 2));
  return `${formatFloat(amount, 'f', 1, false)} ${binaryUnits ? `${letter.toUpperCase()}iB` : `${letter}B`}`;
}

const PREFIXES = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'] as const;
