import { isList, isMapping, nameType } from '../../values/describe.ts';
import { EnumValue, PSObject, Secret, TypedText } from '../../values/value.ts';
import { inputNumber, bigInteger } from '../call-arguments.ts';
import { type Call, define, defineLoose } from '../definition.ts';
import { entriesOf } from '../entries.ts';
import { Fault, typeFault } from '../fault.ts';
import { isLowerCase, isUpperCase } from '../letter-case.ts';
import { numeric, textual } from '../numbers.ts';
import { Undefined } from '../operand.ts';
import { filters } from '../filters/filters.ts';

/** Tests for what a value is. */
export const typeTests = [
  defineLoose('defined', '', (call) => !(call.input instanceof Undefined)),
  defineLoose('undefined', '', (call) => call.input instanceof Undefined),
  define('none', '', (call) => call.input === null),
  define('boolean', '', (call) => typeof call.input === 'boolean'),
  define('true', '', (call) => call.input === true),
  define('false', '', (call) => call.input === false),
  define('integer', '', (call) => typeof call.input !== 'boolean' && typeof numeric(call.input) === 'bigint'),
  define('float', '', (call) => typeof numeric(call.input) === 'number'),
  define('number', '', (call) => numeric(call.input) !== undefined),
  define('string', '', (call) => textual(call.input) !== undefined),
  define('mapping', '', (call) => entriesOf(call.input) !== undefined),
  define('sequence', '', (call) => isIterable(call.input)),
  define('iterable', '', (call) => isIterable(call.input)),
  define('lower', '', (call) => isLowerCase(call.context.text(call.input))),
  define('upper', '', (call) => isUpperCase(call.context.text(call.input))),
  define('odd', '', (call) => modulo(inputNumber(call), 2n) === 1),
  define('even', '', (call) => modulo(inputNumber(call), 2n) === 0),
  define('divisibleby', 'num', (call) => {
    const divisor = bigInteger(call, 0, 1n);
    if (divisor === 0n) throw new Fault('modulo by zero');
    return modulo(inputNumber(call), divisor) === 0;
  }),
  define('nan isnan', '', (call) => Number.isNaN(numeric(call.input))),
  define('filter', '', (call) => isName(call, filters)),
];

/** Whether something has this name; a list or mapping can be no name, as in Python. */
export function isName(call: Call, all: ReadonlyMap<string, unknown>): boolean {
  if (isList(call.input) || entriesOf(call.input))
    throw typeFault(`${call.what} needs a name, not ${nameType(call.input)}`);
  return typeof call.input === 'string' && all.has(call.input);
}

function isIterable(value: Parameters<typeof textual>[0]): boolean {
  if (value instanceof Secret || value instanceof EnumValue || value instanceof TypedText)
    return textual(value) !== undefined;
  return (
    isList(value) ||
    isMapping(value) ||
    typeof value === 'string' ||
    value instanceof Uint8Array ||
    value instanceof PSObject
  );
}

function modulo(number: bigint | number, divisor: bigint): number {
  const remainder = typeof number === 'bigint' ? Number(number % divisor) : number % Number(divisor);
  return Math.abs(remainder);
}
