import type { DiagnosticCode } from '../diagnostics/codes.ts';
import { unreachable } from '../diagnostics/unreachable.ts';
import { describeType, hasType } from '../model/parameter-type.ts';
import type { Parameter, ParameterType } from '../model/runbook.ts';
import { isList, isMapping, typeName } from '../values/describe.ts';
import { toJson } from '../values/json.ts';
import { Omit, type Value } from '../values/value.ts';
import type { GivenValue } from './given-value.ts';
import type { ParameterReader } from './parse-extra-vars.ts';

/** `problem` reads on after the parameter's name: `is "abc", which is not an integer`. */
export type Converted = { readonly value: Value } | ParameterProblem;

export interface ParameterProblem {
  readonly code: DiagnosticCode;
  readonly problem: string;
  readonly help?: string;
  /** What is behind the problem, after a colon; not where it may be a part of a secret, such as a key of a file. */
  readonly detail?: string;
  /** Of an item, where it stands in the value: `[2]`. */
  readonly at?: string;
}

/** What was given as a value of the parameter's type: a text is read as that type, a value must have it already. */
export function convertParameter(
  parameter: Parameter,
  content: GivenValue['content'],
  reader: Pick<ParameterReader, 'parse'>,
): Converted {
  return content.kind === 'text'
    ? fromText(parameter, content.text, reader)
    : ofType(parameter, content.value);
}

/** A value as messages show it, cut short; nothing of a secret. */
export function showValue(parameter: Parameter, value: Value): string {
  if (parameter.secret) return 'a value that is not shown';
  const text = JSON.stringify(toJson(value));
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function fromText(parameter: Parameter, text: string, reader: Pick<ParameterReader, 'parse'>): Converted {
  const { type } = parameter;
  const wrong = (help?: string): ParameterProblem => ({
    code: 'parameter-type',
    problem: `is ${showValue(parameter, text)}, which is not ${describeType(type)}`,
    ...(help === undefined ? {} : { help }),
  });
  const trimmed = text.trim();
  switch (type) {
    case 'string':
      return { value: text };
    case 'integer':
      return /^[+-]?\d+$/.test(trimmed)
        ? { value: BigInt(trimmed.replace('+', '')) }
        : wrong('write digits only, such as 42 or -1');
    case 'number':
      return numberFrom(trimmed) ?? wrong('write a number such as 42, 1.5 or 2e3');
    case 'boolean':
      if (/^(true|True|TRUE)$/.test(trimmed)) return { value: true };
      if (/^(false|False|FALSE)$/.test(trimmed)) return { value: false };
      return wrong(
        /^(y|yes|on|1)$/i.test(trimmed)
          ? 'write true'
          : /^(n|no|off|0)$/i.test(trimmed)
            ? 'write false'
            : 'write true or false',
      );
    case 'list':
    case 'mapping':
      return collectionFrom(parameter, trimmed, reader) ?? wrong(collectionHelp(type));
    default:
      return unreachable(type);
  }
}

function numberFrom(text: string): { value: Value } | undefined {
  if (/^[+-]?\d+$/.test(text)) return { value: BigInt(text.replace('+', '')) };
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? { value } : undefined;
}

function collectionFrom(
  parameter: Parameter,
  text: string,
  reader: Pick<ParameterReader, 'parse'>,
): Converted | undefined {
  // A bare word is valid YAML; the brackets tell "meant as a collection, but broken" from it.
  if (!/^[[{]/.test(text)) return undefined;
  const parsed = reader.parse(text);
  if ('problem' in parsed) {
    const why = parameter.secret ? '' : `: ${parsed.problem}`;
    return {
      code: 'parameter-type',
      problem: `cannot be read as ${describeType(parameter.type)}${why}`,
      help: collectionHelp(parameter.type),
    };
  }
  return ofType(parameter, parsed.value);
}

function collectionHelp(type: ParameterType): string {
  return type === 'list'
    ? 'write it as JSON or YAML: ["a", "b"]'
    : 'write it as JSON or YAML: {"name": "value"}';
}

/** A value that has the type already, or what is wrong with it. */
export function ofType(parameter: Parameter, value: Value): Converted {
  if (hasType(parameter.type, value)) return { value };
  const { type } = parameter;
  if (value instanceof Omit) {
    return {
      code: 'parameter-type',
      problem: 'is "omit", which leaves out the argument of an action, and no parameter',
      help: 'a parameter without a value simply has no default',
    };
  }
  if (value === null) {
    return {
      code: 'parameter-type',
      problem: 'has no value',
      help: `give it ${describeType(type)}, or leave it out`,
    };
  }
  const shown =
    isList(value) || isMapping(value) || parameter.secret ? '' : ` ${showValue(parameter, value)}`;
  const help = mend(type, value);
  return {
    code: 'parameter-type',
    problem: `is the ${typeName(value)}${shown}, not ${describeType(type)}`,
    ...(help === undefined ? {} : { help }),
  };
}

function mend(type: ParameterType, value: Value): string | undefined {
  if (type === 'string' && !isList(value) && !isMapping(value)) return 'write it in quotes';
  if (typeof value !== 'string') return undefined;
  if (type === 'boolean')
    return /^(yes|on|true)$/i.test(value)
      ? 'write true, without quotes'
      : 'write true or false, without quotes';
  if (type === 'integer' || type === 'number') return 'write it without quotes';
  return undefined;
}
