import {
  EnumValue,
  OrderedMapping,
  PSObject,
  TypedText,
  type Key,
  type TypedTextType,
  type Value,
} from '../../values/value.ts';
import type { LiveObjects } from '../live-objects.ts';
import { keyOf } from './key-of.ts';
import type { PayloadReader } from './payload-reader.ts';
import { ValueKind } from './value-kind.ts';

/** A value as the far end's ValueWriter.cs has written it. Errors: throws a `RangeError` where the bytes are none. */
export function readValue(input: PayloadReader, live: LiveObjects): Value {
  const kind = input.kind();
  switch (kind) {
    case ValueKind.Null:
      return null;
    case ValueKind.True:
      return true;
    case ValueKind.False:
      return false;
    case ValueKind.Int32:
      return BigInt(input.int32());
    case ValueKind.Int64:
      return input.int64();
    case ValueKind.UInt64:
      return BigInt.asUintN(64, input.int64());
    case ValueKind.Double:
      return input.double();
    case ValueKind.String:
      return input.text();
    case ValueKind.Typed:
      return new TypedText(input.text() as TypedTextType, input.text());
    case ValueKind.Bytes:
      return input.bytes();
    case ValueKind.Enum:
      return readEnum(input);
    case ValueKind.List:
      return input.list(() => readValue(input, live));
    case ValueKind.Hashtable:
      return readMapping(input, live, new Map());
    case ValueKind.Ordered:
      return readMapping(input, live, new OrderedMapping());
    case ValueKind.Object:
      return readObject(input, live);
    case ValueKind.Live:
      return readLive(input, live);
    default:
      throw new RangeError(`a value has the unknown kind ${JSON.stringify(kind)}`);
  }
}

function readEnum(input: PayloadReader): EnumValue {
  const typeName = input.text();
  const name = input.text();
  const unsigned = input.boolean();
  const value = input.int64();
  return new EnumValue(typeName, name, unsigned ? BigInt.asUintN(64, value) : value);
}

function readMapping(input: PayloadReader, live: LiveObjects, mapping: Map<Key, Value>): Map<Key, Value> {
  for (let count = input.count(); count > 0; count--) {
    const key = keyOf(readValue(input, live));
    mapping.set(key, readValue(input, live));
  }
  return mapping;
}

function readObject(input: PayloadReader, live: LiveObjects): PSObject {
  const typeNames = typeNamesOf(input.text());
  const text = input.textOrNull() ?? undefined;
  const cut = input.boolean();
  const properties = new Map<string, Value>();
  for (let count = input.count(); count > 0; count--) {
    const name = input.text();
    properties.set(name, readValue(input, live));
  }
  return new PSObject(typeNames, properties, text, cut);
}

function readLive(input: PayloadReader, live: LiveObjects): Value {
  const number = input.int32();
  const value = readValue(input, live);
  if (value !== null && typeof value === 'object') live.add(value, number);
  return value;
}

/** The same few lists come again and again. */
const known = new Map<string, readonly string[]>();
const MOST_KNOWN = 1000;

function typeNamesOf(lines: string): readonly string[] {
  const found = known.get(lines);
  if (found) return found;
  const names = lines.split('\n').map((name) => name.replace(/^Deserialized\./, ''));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(lines, names);
  return names;
}
