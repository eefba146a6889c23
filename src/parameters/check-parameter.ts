import { suggest } from '../diagnostics/suggest.ts';
import { equalValues } from '../expression/index.ts';
import { missingProperties, partsOf, sizeOf } from '../model/parameter-type.ts';
import type { Parameter, ParameterFormat } from '../model/runbook.ts';
import { hasPatternInTime } from '../text/pattern-in-time.ts';
import { isList } from '../values/describe.ts';
import type { Value } from '../values/value.ts';
import { ofType, showValue, type ParameterProblem } from './convert-parameter.ts';

/** Whether a text has one of JSON Schema's formats; `document/` knows them. */
export type FormatCheck = (format: ParameterFormat, text: string) => boolean;

/** Shorter ones cannot be masked: they would blacken half of what is shown. */
export const leastSecretLength = 4;

/** What of the parameter's declaration a value of the right type does not keep: all of it. */
export function checkParameter(
  parameter: Parameter,
  value: Value,
  hasFormat: FormatCheck,
): ParameterProblem[] {
  const problems: ParameterProblem[] = [];
  const { enum: accepted, pattern, format, secret } = parameter;
  const shown = showValue(parameter, value);
  if (secret && typeof value === 'string' && value.length < leastSecretLength) {
    problems.push({
      code: 'secret-too-short',
      problem: `has fewer than ${leastSecretLength} characters: a secret that short cannot be masked`,
    });
  }
  if (accepted && !accepted.some((candidate) => equalValues(candidate, value))) {
    problems.push(notAccepted(parameter, accepted, value));
  }
  const matches = pattern === undefined || typeof value !== 'string' || hasPatternInTime(pattern, value);
  if (matches !== true) {
    const problem =
      matches === undefined
        ? `is ${shown}, for which the pattern ${pattern} takes too long`
        : `is ${shown}, which does not match the pattern ${pattern}`;
    problems.push({ code: 'parameter-pattern', problem });
  }
  if (format !== undefined && typeof value === 'string' && !hasFormat(format, value)) {
    problems.push({ code: 'parameter-format', problem: `is ${shown}, which is not ${formatText[format]}` });
  }
  const range = outOfRange(parameter, value);
  if (range !== undefined) problems.push({ code: 'parameter-range', problem: range });
  return [...problems, ...itemProblems(parameter, value, hasFormat)];
}

/** A list of thousands that is wrong in all of them says it this often. */
const MOST_ITEMS = 5;

function itemProblems(parameter: Parameter, value: Value, hasFormat: FormatCheck): ParameterProblem[] {
  const problems: ParameterProblem[] = missingProperties(parameter, value).map((name) => ({
    code: 'parameter-property',
    problem: `has no "${name}"`,
  }));
  for (const { at, item, rule, unknown } of partsOf(parameter, value)) {
    if (problems.length >= MOST_ITEMS) break;
    if (unknown !== undefined) problems.push(unknownProperty(parameter, unknown));
    if (!rule) continue;
    const inner: Parameter = { ...parameter, ...rule };
    const converted = ofType(inner, item);
    const found = 'value' in converted ? checkParameter(inner, item, hasFormat) : [converted];
    for (const each of found) problems.push({ ...each, at: `${at}${each.at ?? ''}` });
  }
  return problems.slice(0, MOST_ITEMS);
}

function unknownProperty({ properties }: Parameter, name: string): ParameterProblem {
  const names = [...(properties?.keys() ?? [])];
  const near = suggest(name, names);
  return {
    code: 'parameter-property',
    problem: 'has a property that it does not take',
    detail: `"${name}"`,
    help:
      near === undefined
        ? `it takes ${names.map((each) => `"${each}"`).join(', ')}`
        : `did you mean "${near}"?`,
  };
}

const formatText: Record<ParameterFormat, string> = {
  hostname: 'the name of a host',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  email: 'an e-mail address',
  uri: 'a URI',
  uuid: 'a UUID',
  date: 'a date such as 2024-02-29',
  time: 'a time with its zone, such as 23:30:00Z',
  'date-time': 'a date and time with its zone, such as 2024-02-29T23:30:00Z',
  duration: 'an ISO 8601 duration such as PT30M',
};

function notAccepted(parameter: Parameter, accepted: readonly Value[], value: Value): ParameterProblem {
  const list = accepted.map((candidate) => showValue({ ...parameter, secret: false }, candidate)).join(', ');
  const problem = `is ${showValue(parameter, value)}; accepted: ${list}`;
  const names = accepted.filter((candidate): candidate is string => typeof candidate === 'string');
  const near = typeof value === 'string' && !parameter.secret ? suggest(value, names) : undefined;
  return {
    code: 'parameter-enum',
    problem,
    ...(near === undefined ? {} : { help: `did you mean "${near}"?` }),
  };
}

/** Inclusive bounds: of a number, of a string's characters, of a list's items. */
function outOfRange({ minimum, maximum, ...parameter }: Parameter, value: Value): string | undefined {
  const size = sizeOf(value);
  if (size === undefined) return undefined;
  const unit = typeof value === 'string' ? 'characters' : isList(value) ? 'items' : undefined;
  const is =
    unit === undefined ? `is ${showValue({ minimum, maximum, ...parameter }, value)}` : `has ${size} ${unit}`;
  if (minimum !== undefined && size < minimum) return `${is}; the least is ${minimum}`;
  if (maximum !== undefined && size > maximum) return `${is}; the most is ${maximum}`;
  return undefined;
}
