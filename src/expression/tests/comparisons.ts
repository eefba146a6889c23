import type { Value } from '../../values/value.ts';
import type { CompareOperator } from '../ast.ts';
import { flag } from '../call-arguments.ts';
import { type Call, define } from '../definition.ts';
import { compare, equal } from '../operators.ts';
import { isTruthy } from '../truth.ts';

/** Tests that compare the input with an argument. */
export const comparisonTests = [
  define('eq == equalto', 'other', (call) => compared(call, '==')),
  define('ne !=', 'other', (call) => compared(call, '!=')),
  define('lt < lessthan', 'other', (call) => compared(call, '<')),
  define('le <=', 'other', (call) => compared(call, '<=')),
  define('gt > greaterthan', 'other', (call) => compared(call, '>')),
  define('ge >=', 'other', (call) => compared(call, '>=')),
  define('in', 'seq', (call) => compared(call, 'in')),
  define('contains', 'value', (call) => compare(call.context, 'in', call.args[0] ?? null, call.input)),
  define('sameas', 'other', (call) => sameAs(call, call.args[0] ?? null)),
  define('truthy', 'convert_bool?', (call) => isTruthy(flag(call, 0) ? converted(call) : call.input)),
  define('falsy', 'convert_bool?', (call) => !isTruthy(flag(call, 0) ? converted(call) : call.input)),
];

function compared(call: Call, operator: CompareOperator): boolean {
  return compare(call.context, operator, call.input, call.args[0] ?? null);
}

/** Values have no identity here: the same kind and equal. */
function sameAs({ context, input }: Call, other: Value): boolean {
  return typeof input === typeof other && equal(context, input, other);
}

const TRUE_WORDS = ['y', 'yes', 'on', '1', 'true', 't'];
const FALSE_WORDS = ['n', 'no', 'off', '0', 'false', 'f'];

/** Ansible's reading of words as booleans; anything else stays as it is. */
function converted({ input, context }: Call): Value {
  const word = context.textual(input)?.trim().toLowerCase();
  if (word === undefined) return input;
  if (TRUE_WORDS.includes(word)) return true;
  return FALSE_WORDS.includes(word) ? false : input;
}
