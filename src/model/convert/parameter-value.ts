import { hasFormat } from '../../document/has-format.ts';
import { equalValues } from '../../expression/index.ts';
import { isList, isMapping } from '../../values/describe.ts';
import { toJson } from '../../values/json.ts';
import type { Value } from '../../values/value.ts';
import type { Parameter, ParameterType } from '../runbook.ts';

const DESCRIPTIONS: Readonly<Record<ParameterType, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'a boolean',
  list: 'a list',
  mapping: 'a mapping',
};

export function describeType(type: ParameterType): string {
  return DESCRIPTIONS[type];
}

export function hasType(type: ParameterType, value: Value): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'integer':
      return typeof value === 'bigint';
    case 'number':
      return typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value));
    case 'list':
      return isList(value);
    case 'mapping':
      return isMapping(value);
  }
}

/** What a bound of a parameter of this type has to be; undefined where the value is that. */
export function checkBounds(type: ParameterType, value: Value): string | undefined {
  if (type === 'integer') return hasType('integer', value) ? undefined : 'an integer';
  if (type === 'number') return hasType('number', value) ? undefined : 'a number';
  return typeof value === 'bigint' && value >= 0n ? undefined : 'a length: an integer from 0 on';
}

/** What of its declaration a value of the right type does not keep, to be read after "the default". */
export function problemOf(parameter: Parameter, value: Value): string | undefined {
  const { enum: accepted, pattern, format, minimum, maximum } = parameter;
  if (accepted && !accepted.some((candidate) => equalValues(candidate, value))) {
    return `is ${show(value)}, which is not among the values of "enum"`;
  }
  if (typeof value === 'string') {
    if (pattern !== undefined && !new RegExp(pattern, 'u').test(value)) {
      return `is ${show(value)}, which does not match the pattern ${pattern}`;
    }
    if (format !== undefined && !hasFormat(format, value))
      return `is ${show(value)}, which has not the format "${format}"`;
  }
  const size = measure(value);
  if (size === undefined) return undefined;
  const what =
    typeof value === 'bigint' || typeof value === 'number' ? `is ${size}` : `has the length ${size}`;
  if (minimum !== undefined && size < minimum) return `${what}, and the minimum is ${minimum}`;
  if (maximum !== undefined && size > maximum) return `${what}, and the maximum is ${maximum}`;
  return undefined;
}

function measure(value: Value): bigint | number | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  if (typeof value === 'string') return Array.from(value).length;
  return isList(value) ? value.length : undefined;
}

function show(value: Value): string {
  return JSON.stringify(toJson(value));
}
