import type { Location } from '../../diagnostics/source.ts';
import type { MappingEntry } from '../../document/node.ts';
import { toValue } from '../../document/to-value.ts';
import type { Value } from '../../values/value.ts';
import { describeType, hasType } from '../parameter-type.ts';
import type { ItemRule, ParameterFormat, ParameterType, PropertyRule } from '../runbook.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';
import { didYouMean, list, readFields, type Fields } from './fields.ts';
import { literalBoolean, oneOf, text } from './literals.ts';
import { checkBounds } from './parameter-value.ts';
import { quoteHelp } from './quote-help.ts';

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
/** The keys that say what a value has to be. */
export const RULE_KEYS = ['type', 'enum', 'pattern', 'format', 'minimum', 'maximum', 'items', 'properties'];

/** What a parameter, an item or a property has to be. */
export function convertRule(conversion: Conversion, fields: Fields): ItemRule {
  const type = oneOf(conversion, fields.get('type'), TYPES) ?? 'string';
  const rule: ItemRule = {
    type,
    enum: convertEnum(conversion, fields.get('enum'), type),
    pattern: convertPattern(conversion, fields.get('pattern'), type),
    format: convertFormat(conversion, fields.get('format'), type),
    minimum: bound(conversion, fields.get('minimum'), type),
    maximum: bound(conversion, fields.get('maximum'), type),
    items: convertItems(conversion, fields.get('items'), type),
    properties: convertProperties(conversion, fields, type),
  };
  const last = fields.get('maximum')?.value;
  if (last) checkBoundsOrder(conversion, rule, last);
  return rule;
}

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
    keys: [...RULE_KEYS, 'required'],
    example: '{ type: string, pattern: ^[a-z]+$ }',
  });
  if (!fields) return undefined;
  const required = fields.get('required');
  if (required && required.value.kind !== 'sequence')
    reportWrongType(conversion, 'required', 'in "items" a list of names of properties', required.value);
  return convertRule(conversion, fields);
}

/** `properties` of a mapping, and `required` where it is a list of their names. */
function convertProperties(
  conversion: Conversion,
  fields: Fields,
  type: ParameterType,
): ReadonlyMap<string, PropertyRule> | undefined {
  const entry = fields.get('properties');
  const needed = neededProperties(conversion, fields.get('required'));
  if (!entry) {
    if (needed.length > 0 && fields.get('required')) reportNoProperties(conversion, fields.get('required'));
    return undefined;
  }
  if (type !== 'mapping') {
    reportNotFor(conversion, entry, type, 'a mapping');
    return undefined;
  }
  const { value: node } = entry;
  if (node.kind !== 'mapping') {
    reportWrongType(conversion, 'properties', 'a mapping of names to what the properties are', node);
    return undefined;
  }
  const names = node.entries.map(({ key }) => key.source.text);
  for (const { name, location } of needed) {
    if (names.includes(name)) continue;
    report(
      conversion,
      'contradictory-keys',
      `"required" names "${name}", which is none of the "properties"`,
      { location },
      {
        help: didYouMean(name, names) ?? `the properties are ${list(names)}`,
      },
    );
  }
  const properties = new Map<string, PropertyRule>();
  for (const { key, value } of node.entries) {
    const isEmpty = value.kind === 'scalar' && value.value === null;
    const own: Fields | undefined = isEmpty
      ? new Map()
      : readFields(conversion, value, {
          owner: key.source.text,
          keys: [...RULE_KEYS, 'description', 'required'],
          example: '{ type: integer, required: true }',
        });
    if (!own) continue;
    text(conversion, own.get('description'));
    const isNeeded = needed.some(({ name }) => name === key.source.text);
    const required = requiredItself(conversion, own) || isNeeded;
    properties.set(key.source.text, { ...convertRule(conversion, own), required });
  }
  return properties;
}

/** Whether a parameter or a property has to be there itself: `required` as a list is about its properties. */
export function requiredItself(conversion: Conversion, fields: Fields): boolean {
  const entry = fields.get('required');
  return entry?.value.kind === 'sequence' ? false : (literalBoolean(conversion, entry) ?? false);
}

function neededProperties(
  conversion: Conversion,
  entry: MappingEntry | undefined,
): readonly { readonly name: string; readonly location: Location }[] {
  if (entry?.value.kind !== 'sequence') return [];
  return entry.value.items.flatMap((item) => {
    if (item.kind === 'scalar' && typeof item.value === 'string')
      return [{ name: item.value, location: item.location }];
    reportWrongType(conversion, 'required', 'names of properties', item);
    return [];
  });
}

function reportNoProperties(conversion: Conversion, entry: MappingEntry | undefined): void {
  if (!entry) return;
  const message = 'a list under "required" names properties, and there are no "properties"';
  report(conversion, 'contradictory-keys', message, entry.key, {
    help: 'say what they are: properties: { host: { type: string } }',
  });
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
