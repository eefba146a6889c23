import { isList, nameType } from '../values/describe.ts';
import { PSObject, Secret, TypedText, type Key, type Value } from '../values/value.ts';
import { characterAt, characterCount } from './characters.ts';
import { partOfDate } from './dates/parts.ts';
import { findKey, toKey } from './keys.ts';
import { numberText, numeric, textual } from './numbers.ts';
import { entriesOf } from './entries.ts';

/** What a value has under a key, name or index; nothing where it has none. There is no way to a prototype. */
export function lookup(value: Value, key: Value): Value | undefined {
  if (value instanceof PSObject) {
    const name = textual(key);
    return name === undefined ? undefined : value.get(name);
  }
  if (value instanceof TypedText && typeof key === 'string') return partOfDate(value, key);
  if (value instanceof Map) return lookupKey(value as ReadonlyMap<Key, Value>, key);
  const index = numeric(key);
  if (typeof index !== 'bigint' || value === null) return undefined;
  const text = textual(value);
  if (text !== undefined) return characterAt(text, Number(index));
  if (isList(value)) return value[Number(index < 0n ? index + BigInt(value.length) : index)];
  if (value instanceof Uint8Array) {
    const byte = value[Number(index < 0n ? index + BigInt(value.length) : index)];
    return byte === undefined ? undefined : BigInt(byte);
  }
  return undefined;
}

function lookupKey(entries: ReadonlyMap<Key, Value>, key: Value): Value | undefined {
  const text = textual(key);
  if (text !== undefined) return entries.get(text);
  const found = findKey(entries, toKey(key));
  return found === undefined ? undefined : entries.get(found);
}

/** The names below a value, for suggestions. */
export function namesOf(value: Value): string[] {
  return Array.from(entriesOf(value)?.keys() ?? [], String);
}

/** Why `lookup` found nothing, as the end of a sentence. */
export function explainMissing(value: Value, key: Value): string {
  const index = numeric(key);
  if (typeof index === 'bigint' && typeof key !== 'boolean') {
    const length = isList(value) || value instanceof Uint8Array ? value.length : stringLength(value);
    if (length !== undefined) {
      const what = typeof value === 'string' ? 'string' : 'list';
      const unit = what === 'string' ? 'character' : 'item';
      return length === 0
        ? `the ${what} is empty`
        : `the ${what} has ${length} ${unit}${length === 1 ? '' : 's'}`;
    }
  }
  const shown =
    key instanceof Secret
      ? String(key)
      : (textual(key) ?? (index === undefined ? nameType(key) : numberText(index)));
  if (value instanceof PSObject) {
    const cut = value.truncated ? ', or it was cut off at the depth limit' : '';
    return `${nameType(value)} has no property "${shown}"${cut}`;
  }
  if (value instanceof Map) return `the mapping has no key "${shown}"`;
  return `${nameType(value)} has no "${shown}"`;
}

function stringLength(value: Value): number | undefined {
  const text = value instanceof TypedText ? undefined : textual(value);
  return text === undefined ? undefined : characterCount(text);
}
