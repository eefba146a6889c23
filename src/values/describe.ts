import { EnumValue, Omit, PSObject, Secret, TypedText, type Value } from './value.ts';

/** The name of a value's type as messages show it: Jinja2's and YAML's words, .NET's for what came from PowerShell. */
export function typeName(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'string') return 'string';
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof TypedText) return value.type;
  if (value instanceof EnumValue) return value.typeName;
  if (value instanceof PSObject) return value.typeNames[0] ?? 'object';
  if (value instanceof Secret) return 'secret';
  if (value instanceof Omit) return 'omit';
  return Array.isArray(value) ? 'list' : 'mapping';
}

/** The type with its article, for messages: `a string`, `an integer`, `null`. */
export function nameType(value: Value): string {
  const name = typeName(value);
  if (name === 'null' || name === 'bytes') return name;
  return `${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isMapping(value: Value): value is ReadonlyMap<string, Value> {
  return value instanceof Map;
}
