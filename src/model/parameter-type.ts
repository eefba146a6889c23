import { isList, isMapping } from '../values/describe.ts';
import type { Value } from '../values/value.ts';
import type { ParameterType } from './runbook.ts';

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

/** The items of a list and the values of a mapping, each with its place behind a name: `[2]`, `.port`, `['a b']`. */
export function partsOf(value: Value): readonly { readonly at: string; readonly item: Value }[] {
  if (isList(value)) return value.map((item, index) => ({ at: `[${index}]`, item }));
  if (!isMapping(value)) return [];
  return Array.from(value, ([key, item]) => ({
    at: /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `['${key}']`,
    item,
  }));
}
