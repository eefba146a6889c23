import { isList, isMapping } from '../../values/describe.ts';
import { EnumValue, Omit, PSObject, Secret, TypedText, type Value } from '../../values/value.ts';

/** Properties of one object that are shown. */
const MOST_PROPERTIES = 30;
const LONGEST = 500;

/**
 * An output object as text, the same on every PowerShell: scalars by their text, objects as `Name : value` lines. It is for showing;
 * the data itself is in the result.
 */
export function describeOutput(value: Value): string {
  if (value instanceof PSObject) {
    if (value.properties.size === 0 || value.isRecord) return value.toString();
    return propertyLines([...value.properties]);
  }
  if (isMapping(value)) return propertyLines([...value]);
  if (isList(value)) return value.map(describeOutput).join('\n');
  return inline(value, 0);
}

function propertyLines(properties: readonly (readonly [unknown, Value])[]): string {
  const shown = properties.slice(0, MOST_PROPERTIES);
  const width = Math.max(...shown.map(([name]) => String(name).length), 0);
  const lines = shown.map(([name, value]) => `${String(name).padEnd(width)} : ${short(value)}`);
  if (properties.length > shown.length) lines.push(`… and ${properties.length - shown.length} more`);
  return lines.join('\n');
}

function short(value: Value): string {
  const text = inline(value, 0);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function inline(value: Value, depth: number): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (
    value instanceof TypedText ||
    value instanceof EnumValue ||
    value instanceof Secret ||
    value instanceof Omit
  ) {
    return value.toString();
  }
  if (value instanceof PSObject) {
    return value.text ?? (depth > 1 ? value.toString() : `@{${pairs([...value.properties], depth)}}`);
  }
  if (isList(value)) return `{${value.map((item) => inline(item, depth + 1)).join(', ')}}`;
  return depth > 1 ? '{…}' : `{${pairs([...(value as ReadonlyMap<unknown, Value>)], depth)}}`;
}

function pairs(entries: readonly (readonly [unknown, Value])[], depth: number): string {
  return entries.map(([name, value]) => `${String(name)}=${inline(value, depth + 1)}`).join('; ');
}
