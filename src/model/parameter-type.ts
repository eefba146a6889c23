import { isList, isMapping } from '../values/describe.ts';
import type { Value } from '../values/value.ts';
import type { ItemRule, ParameterType } from './runbook.ts';

const DESCRIPTIONS: Readonly<Record<ParameterType, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'a boolean',
  list: 'a list',
  mapping: 'a mapping',
};

/** The type in words, with its article. */
export function describeType(type: ParameterType): string {
  return DESCRIPTIONS[type];
}

/** Whether a value can be that of a parameter of the type; a number may be an integer. */
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

/** What `minimum` and `maximum` are about: a number, a string's length in characters, a list's length. */
export function sizeOf(value: Value): bigint | number | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  if (typeof value === 'string') return Array.from(value).length;
  return isList(value) ? value.length : undefined;
}

/** What is in a list or a mapping, with its place behind a name: `[2]`, `.port`, `['a b']`. */
export interface Part {
  readonly at: string;
  readonly item: Value;
  /** What it has to be; undefined: anything. */
  readonly rule: ItemRule | undefined;
  /** The key of what the rules of its mapping have no place for. */
  readonly unknown: string | undefined;
}

/** The items of a list and the values of a mapping, with the rules for them. */
export function partsOf({ items, properties }: ItemRule, value: Value): readonly Part[] {
  if (isList(value))
    return value.map((item, index) => ({ at: `[${index}]`, item, rule: items, unknown: undefined }));
  if (!isMapping(value)) return [];
  return Array.from(value, ([key, item]) => {
    const rule = properties?.get(key) ?? items;
    const unknown = properties && !rule ? key : undefined;
    return { at: placeOf(key), item, rule, unknown };
  });
}

/** The keys that a mapping lacks. */
export function missingProperties({ properties }: ItemRule, value: Value): readonly string[] {
  if (!properties || !isMapping(value)) return [];
  return Array.from(properties).flatMap(([name, { required }]) =>
    required && !value.has(name) ? [name] : [],
  );
}

function placeOf(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `['${key}']`;
}
