import { isList, nameType } from '../values/describe.ts';
import { EnumValue, PSObject, Secret, type Key, type Value } from '../values/value.ts';
import type { Budget } from './budget.ts';
import { isCollection } from '../values/deep-size.ts';
import { typeFault } from './fault.ts';
import { numeric, textual } from './numbers.ts';

/** The value as a key of a mapping. */
export function toKey(value: Value): Key {
  if (value instanceof Secret) throw typeFault('a secret cannot be the key of a mapping: keys are shown');
  const text = textual(value);
  if (text !== undefined) return text;
  if (value === null || typeof value === 'boolean') return value;
  const number = numeric(value);
  if (number === undefined) throw typeFault(`${nameType(value)} cannot be the key of a mapping`);
  return number;
}

/** The key of a mapping that equals this one, as in Python, where `1`, `1.0` and `true` are the same key. */
export function findKey(mapping: ReadonlyMap<Key, Value>, key: Key): Key | undefined {
  if (mapping.has(key)) return key;
  if (typeof key === 'string' || key === null) return undefined;
  const number = typeof key === 'boolean' ? (key ? 1n : 0n) : key;
  const others: Key[] = [number];
  if (typeof number === 'bigint') others.push(Number(number));
  else if (Number.isInteger(number)) others.push(BigInt(number));
  if (others.some((other) => other === 1n)) others.push(true);
  if (others.some((other) => other === 0n)) others.push(false);
  return others.find((other) => mapping.has(other));
}

/** A text that two values share exactly when they are equal: for sets and groups in linear time. */
export function identityOf(value: Value, budget: Budget): string {
  if (isCollection(value)) budget.writtenOut(value);
  return identity(value);
}

function identity(value: Value): string {
  // An enumeration value is its name here: its number is only another way to ask for it.
  const text = textual(value);
  if (text !== undefined) return `"${JSON.stringify(text)}`;
  const number = numeric(value);
  if (number !== undefined) {
    const integral = typeof number === 'number' && Number.isInteger(number) ? BigInt(number) : number;
    return `#${integral}`;
  }
  if (value === null || value instanceof EnumValue) return 'null';
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString('base64')}`;
  if (isList(value)) return `[${value.map(identity).join(',')}]`;
  if (value instanceof Map) return entriesIdentity(value as ReadonlyMap<Key, Value>);
  return value instanceof PSObject ? entriesIdentity(value.properties) : 'omit';
}

function entriesIdentity(entries: ReadonlyMap<Key, Value>): string {
  const parts = Array.from(entries, ([key, value]) => `${identity(key)}:${identity(value)}`);
  return `{${parts.sort().join(',')}}`;
}
