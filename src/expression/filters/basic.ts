import { isList } from '../../values/describe.ts';
import { EnumValue, PSObject, Secret, TypedText, type Value } from '../../values/value.ts';
import { inputItems } from '../call-arguments.ts';
import { define, defineLoose, takingText, type LooseCall } from '../definition.ts';
import { Fault } from '../fault.ts';
import { LooseList, type Operand, settle, Undefined } from '../operand.ts';
import { equalValues } from '../compare.ts';
import { isTruthy } from '../truth.ts';

/** Filters for any value. */
export const basicFilters = [
  defineLoose('default d', 'default_value?, boolean?', fallback),
  defineLoose('mandatory', 'msg?', mandatory),
  defineLoose('ternary', 'true_val, false_val, none_val?', ternary),
  defineLoose('list', '', (call) => (call.input instanceof LooseList ? call.input : listOfInput(call))),
  ...takingText([define('string', '', (call) => call.context.text(call.input))]),
  define('bool', '', (call) => toBoolean(call.context.textual(call.input)?.toLowerCase() ?? call.input)),
  define('type_debug', '', (call) => pythonType(call.input)),
];

function fallback(call: LooseCall): Operand {
  const [value = '', boolean = false] = call.args;
  if (call.input instanceof Undefined) return value;
  if (isTruthy(settle(boolean)) && !isTruthy(settle(call.input))) return value;
  return call.input;
}

function mandatory(call: LooseCall): Operand {
  const [message] = call.args;
  if (call.input instanceof Undefined && message !== undefined)
    throw new Fault(call.context.text(settle(message)));
  return settle(call.input);
}

function ternary(call: LooseCall): Operand {
  const [whenTrue = null, whenFalse = null, whenNone = null] = call.args;
  const condition = settle(call.input);
  if (condition === null && whenNone !== null) return whenNone;
  return isTruthy(condition) ? whenTrue : whenFalse;
}

function listOfInput(call: LooseCall): Value {
  return inputItems({ ...call, input: settle(call.input), args: [], rest: [], named: new Map() });
}

/** Ansible's: these words and 1 are true, null stays null, anything else is false. */
function toBoolean(value: Value): Value {
  if (value === null || typeof value === 'boolean') return value;
  return ['yes', 'on', '1', 'true', 1n].some((word) => equalValues(word, value));
}

function pythonType(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'string') return 'str';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof TypedText) return value.type;
  if (value instanceof EnumValue) return value.typeName;
  if (value instanceof PSObject) return value.typeNames[0] ?? 'PSObject';
  if (value instanceof Secret) return 'secret';
  if (isList(value)) return 'list';
  return value instanceof Map ? 'dict' : 'omit';
}
