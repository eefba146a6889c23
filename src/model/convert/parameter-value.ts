import { hasFormat } from '../../document/has-format.ts';
import { equalValues } from '../../expression/index.ts';
import { hasPatternInTime } from '../../text/pattern-in-time.ts';
import { toJson } from '../../values/json.ts';
import type { Value } from '../../values/value.ts';
import { describeType, hasType, missingProperties, partsOf, sizeOf } from '../parameter-type.ts';
import type { ItemRule, ParameterType } from '../runbook.ts';

/** What a bound of a parameter of this type has to be; undefined where the value is that. */
export function checkBounds(type: ParameterType, value: Value): string | undefined {
  if (type === 'integer') return hasType('integer', value) ? undefined : 'an integer';
  if (type === 'number') return hasType('number', value) ? undefined : 'a number';
  return typeof value === 'bigint' && value >= 0n ? undefined : 'a length: an integer from 0 on';
}

/** What of its declaration a value of the right type does not keep, to be read after "the default". */
export function problemOf(rule: ItemRule, value: Value): string | undefined {
  const { enum: accepted, pattern, format, minimum, maximum } = rule;
  if (accepted && !accepted.some((candidate) => equalValues(candidate, value))) {
    return `is ${show(value)}, which is not among the values of "enum"`;
  }
  if (typeof value === 'string') {
    const matches = pattern === undefined || hasPatternInTime(pattern, value);
    if (matches === undefined) return `is ${show(value)}, for which the pattern ${pattern} takes too long`;
    if (!matches) return `is ${show(value)}, which does not match the pattern ${pattern}`;
    if (format !== undefined && !hasFormat(format, value))
      return `is ${show(value)}, which has not the format "${format}"`;
  }
  const size = sizeOf(value);
  if (size === undefined) return itemProblem(rule, value);
  const what =
    typeof value === 'bigint' || typeof value === 'number' ? `is ${size}` : `has the length ${size}`;
  if (minimum !== undefined && size < minimum) return `${what}, and the minimum is ${minimum}`;
  if (maximum !== undefined && size > maximum) return `${what}, and the maximum is ${maximum}`;
  return itemProblem(rule, value);
}

function itemProblem(rule: ItemRule, value: Value): string | undefined {
  const [missing] = missingProperties(rule, value);
  if (missing !== undefined) return `has no "${missing}"`;
  for (const { at, item, rule: own, unknown } of partsOf(rule, value)) {
    if (unknown !== undefined) return `has "${unknown}", which is none of its properties`;
    if (!own) continue;
    if (!hasType(own.type, item)) return `has ${show(item)} at ${at}, which is not ${describeType(own.type)}`;
    const problem = problemOf(own, item);
    if (problem !== undefined) return `has an item at ${at} that ${problem}`;
  }
  return undefined;
}

function show(value: Value): string {
  return JSON.stringify(toJson(value));
}
