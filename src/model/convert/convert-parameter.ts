import type { Location } from '../../diagnostics/source.ts';
import type { DocumentNode, MappingEntry, ScalarNode } from '../../document/node.ts';
import { toValue } from '../../document/to-value.ts';
import type { Expression } from '../../expression/index.ts';
import type { Value } from '../../values/value.ts';
import type { ItemRule, Parameter, ParameterFormat, ParameterType } from '../runbook.ts';
import { quotedText, report, reportWrongType, type Conversion } from './conversion.ts';
import { convertConditions } from './convert-condition.ts';
import { convertVariableName } from './convert-name.ts';
import { list, readFields, type Fields } from './fields.ts';
import { describeType, hasType } from '../parameter-type.ts';
import { checkBounds, problemOf } from './parameter-value.ts';

const TYPES: readonly ParameterType[] = ['string', 'integer', 'number', 'boolean', 'list', 'mapping'];
const FORMATS: readonly ParameterFormat[] = [
  'hostname',
  'ipv4',
  'ipv6',
  'email',
  'uri',
  'uuid',
  'date',
  'time',
  'date-time',
  'duration',
];
const KEYS = [
  ...['type', 'description', 'prompt', 'enum', 'pattern', 'format', 'minimum', 'maximum', 'items'],
  'default',
  ...['required', 'required_when', 'secret'],
];

/** One entry of `params`; nothing below its name means a text that may be left out. */
export function convertParameter(
  conversion: Conversion,
  key: ScalarNode,
  node: DocumentNode,
): Parameter | undefined {
  const name = convertVariableName(conversion, key, 'a parameter');
  const empty = node.kind === 'scalar' && node.value === null;
  const fields: Fields | undefined = empty
    ? new Map()
    : readFields(conversion, node, {
        owner: key.source.text,
        keys: KEYS,
        example: '{ type: string, required: true }',
      });
  if (name === undefined || !fields) return undefined;

  const type = oneOf(conversion, fields.get('type'), TYPES) ?? 'string';
  const secret = literalBoolean(conversion, fields.get('secret')) ?? false;
  const requiredWhen = fields.get('required_when');
  const parameter: Parameter = {
    name,
    location: key.location,
    type,
    description: text(conversion, fields.get('description')),
    prompt: text(conversion, fields.get('prompt')),
    enum: convertEnum(conversion, fields.get('enum'), type),
    pattern: convertPattern(conversion, fields.get('pattern'), type),
    format: convertFormat(conversion, fields.get('format'), type),
    minimum: bound(conversion, fields.get('minimum'), type),
    maximum: bound(conversion, fields.get('maximum'), type),
    items: convertItems(conversion, fields.get('items'), type),
    default: undefined,
    required: literalBoolean(conversion, fields.get('required')) ?? false,
    requiredWhen: requiredWhen && single(conversion, requiredWhen),
    secret,
  };
  checkTogether(conversion, parameter, fields);
  return { ...parameter, default: convertDefault(conversion, fields.get('default'), parameter) };
}

const ITEM_KEYS = ['type', 'enum', 'pattern', 'format', 'minimum', 'maximum', 'items'];

/** `items`: of a list or a mapping, and of such a thing in one. */
function convertItems(
  conversion: Conversion,
  entry: MappingEntry | undefined,
  type: ParameterType,
): ItemRule | undefined {
  if (!entry) return undefined;
  if (type !== 'list' && type !== 'mapping') {
    reportNotFor(conversion, entry, type, 'a list or a mapping');
    return undefined;
  }
  const fields = readFields(conversion, entry.value, {
    owner: 'items',
    keys: ITEM_KEYS,
    example: '{ type: string, pattern: ^[a-z]+$ }',
  });
  if (!fields) return undefined;
  const own = oneOf(conversion, fields.get('type'), TYPES) ?? 'string';
  const rule: ItemRule = {
    type: own,
    enum: convertEnum(conversion, fields.get('enum'), own),
    pattern: convertPattern(conversion, fields.get('pattern'), own),
    format: convertFormat(conversion, fields.get('format'), own),
    minimum: bound(conversion, fields.get('minimum'), own),
    maximum: bound(conversion, fields.get('maximum'), own),
    items: convertItems(conversion, fields.get('items'), own),
  };
  checkBoundsOrder(conversion, rule, fields.get('maximum')?.value ?? entry.key);
  return rule;
}

function checkBoundsOrder(
  conversion: Conversion,
  { minimum, maximum }: ItemRule,
  at: { readonly location: Location },
): void {
  if (minimum === undefined || maximum === undefined || minimum <= maximum) return;
  const message = `the maximum ${maximum} is less than the minimum ${minimum}`;
  report(conversion, 'contradictory-keys', message, at);
}

function checkTogether(conversion: Conversion, parameter: Parameter, fields: Fields): void {
  const { name, type, secret } = parameter;
  const exclude = (first: string, second: string, help: string): void => {
    const [a, b] = [fields.get(first), fields.get(second)];
    if (
      !a ||
      !b ||
      (second === 'required' && !parameter.required) ||
      (first === 'required' && !parameter.required)
    )
      return;
    report(conversion, 'contradictory-keys', `"${name}" has both "${first}" and "${second}"`, b.key, {
      help,
      related: [{ message: `"${first}" stands here`, location: a.key.location }],
    });
  };
  exclude('required', 'default', 'a parameter with a default need not be given: leave one of them out');
  exclude('required_when', 'default', 'a parameter with a default need not be given: leave one of them out');
  exclude('required', 'required_when', 'leave one of them out');
  if (secret && type !== 'string') {
    const at = fields.get('secret')?.key ?? parameter;
    report(
      conversion,
      'contradictory-keys',
      `"${name}" is ${describeType(type)}, and only a text can be secret`,
      at,
    );
  }
  checkBoundsOrder(conversion, parameter, fields.get('maximum')?.value ?? parameter);
}

function convertDefault(
  conversion: Conversion,
  entry: MappingEntry | undefined,
  parameter: Parameter,
): Value | undefined {
  if (!entry) return undefined;
  if (parameter.secret) {
    report(
      conversion,
      'secret-default',
      `the secret "${parameter.name}" cannot have a default: it would stand in this file`,
      entry.key,
      {
        help: 'leave it out; a secret is asked for, or comes from a file or from RUNBOOK_PARAM_…',
      },
    );
    return undefined;
  }
  const { value: node } = entry;
  const value = toValue(node);
  if (!hasType(parameter.type, value)) {
    reportWrongType(
      conversion,
      'default',
      describeType(parameter.type),
      node,
      quoteHelp(parameter.type, node),
      parameter.type === 'string' && toValue(node) !== null ? quotedText(node) : undefined,
    );
    return undefined;
  }
  const problem = problemOf(parameter, value);
  if (problem !== undefined) report(conversion, 'parameter-default', `the default ${problem}`, node);
  return value;
}

function quoteHelp(type: ParameterType, node: DocumentNode): string | undefined {
  if (type !== 'string' || node.kind !== 'scalar') return undefined;
  return node.value === null
    ? 'leave it out: a parameter without a default is undefined'
    : `quote it: "${node.source.text}"`;
}

function convertEnum(
  conversion: Conversion,
  entry: MappingEntry | undefined,
  type: ParameterType,
): readonly Value[] | undefined {
  if (!entry) return undefined;
  const { value: node } = entry;
  if (node.kind !== 'sequence' || node.items.length === 0) {
    reportWrongType(conversion, 'enum', 'a list of at least one value', node);
    return undefined;
  }
  for (const item of node.items) {
    if (hasType(type, toValue(item))) continue;
    reportWrongType(
      conversion,
      'enum',
      `values that are ${describeType(type)} each`,
      item,
      quoteHelp(type, item),
    );
  }
  return node.items.map(toValue);
}

function convertPattern(
  conversion: Conversion,
  entry: MappingEntry | undefined,
  type: ParameterType,
): string | undefined {
  const pattern = text(conversion, entry);
  if (entry && type !== 'string') reportNotFor(conversion, entry, type, 'a string');
  if (!entry || pattern === undefined) return undefined;
  try {
    new RegExp(pattern, 'u');
    return pattern;
  } catch (error) {
    const reason = (error as Error).message.replace(/^Invalid regular expression: \/.*\/u?: /s, '');
    report(conversion, 'invalid-pattern', `the pattern is not a regular expression: ${reason}`, entry.value);
    return undefined;
  }
}

function convertFormat(
  conversion: Conversion,
  entry: MappingEntry | undefined,
  type: ParameterType,
): ParameterFormat | undefined {
  if (entry && type !== 'string') reportNotFor(conversion, entry, type, 'a string');
  return oneOf(conversion, entry, FORMATS);
}

function bound(
  conversion: Conversion,
  entry: MappingEntry | undefined,
  type: ParameterType,
): bigint | number | undefined {
  if (!entry) return undefined;
  if (type === 'boolean' || type === 'mapping') {
    reportNotFor(conversion, entry, type, 'a number, a string (its length) or a list (its length)');
    return undefined;
  }
  const { value: node } = entry;
  const value = toValue(node);
  const expected = checkBounds(type, value);
  if (expected === undefined) return value as bigint | number;
  reportWrongType(conversion, entry.key.source.text, expected, node);
  return undefined;
}

function reportNotFor(
  conversion: Conversion,
  { key }: MappingEntry,
  type: ParameterType,
  what: string,
): void {
  const message = `"${key.source.text}" is for ${what}, and this is ${describeType(type)}`;
  report(conversion, 'contradictory-keys', message, key);
}

function single(conversion: Conversion, entry: MappingEntry): Expression | undefined {
  if (entry.value.kind !== 'sequence') return convertConditions(conversion, entry)[0];
  reportWrongType(conversion, 'required_when', 'one condition', entry.value, 'join them with "and"');
  return undefined;
}

/** A text of the file that is shown to people, never templated. */
export function text(conversion: Conversion, entry: MappingEntry | undefined): string | undefined {
  if (!entry) return undefined;
  const { key, value: node } = entry;
  if (node.kind === 'scalar' && typeof node.value === 'string') return node.value;
  reportWrongType(conversion, key.source.text, 'a text', node, quoteHelp('string', node));
  return undefined;
}

/** A boolean that has to be known before the run. */
export function literalBoolean(conversion: Conversion, entry: MappingEntry | undefined): boolean | undefined {
  if (!entry) return undefined;
  const { key, value: node } = entry;
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  reportWrongType(conversion, key.source.text, 'a boolean (true or false)', node);
  return undefined;
}

/** One of some words. */
export function oneOf<T extends string>(
  conversion: Conversion,
  entry: MappingEntry | undefined,
  words: readonly T[],
): T | undefined {
  if (!entry) return undefined;
  const { key, value: node } = entry;
  const found = node.kind === 'scalar' ? words.find((word) => word === node.value) : undefined;
  if (found !== undefined) return found;
  reportWrongType(conversion, key.source.text, list(words, 'or'), node);
  return undefined;
}
