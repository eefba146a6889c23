import {
  EnumValue,
  Omit,
  OrderedMapping,
  PSObject,
  Secret,
  TypedText,
  type Key,
  type List,
  type Value,
} from '../../values/value.ts';
import type { LiveObjects } from '../live-objects.ts';
import type { PayloadWriter } from './payload-writer.ts';
import { ValueKind } from './value-kind.ts';

/** Writes a value for the far end's ValueReader.cs: what stands for a live object of that session goes as that object. */
export function writeValue(output: PayloadWriter, value: Value, live: Pick<LiveObjects, 'find'>): void {
  switch (typeof value) {
    case 'string':
      output.kind(ValueKind.String).text(value);
      break;
    case 'boolean':
      output.kind(value ? ValueKind.True : ValueKind.False);
      break;
    case 'number':
      output.kind(ValueKind.Double).double(value);
      break;
    case 'bigint':
      writeInteger(output, value);
      break;
    default:
      if (value === null) output.kind(ValueKind.Null);
      else writeObject(output, value, live);
  }
}

function writeInteger(output: PayloadWriter, value: bigint): void {
  if (BigInt.asIntN(32, value) === value) output.kind(ValueKind.Int32).int32(Number(value));
  else if (BigInt.asIntN(64, value) === value) output.kind(ValueKind.Int64).int64(value);
  else if (BigInt.asUintN(64, value) === value) {
    output.kind(ValueKind.UInt64).int64(BigInt.asIntN(64, value));
  } else output.kind(ValueKind.Typed).text('BigInteger').text(value.toString());
}

function writeObject(
  output: PayloadWriter,
  value: Exclude<Value, null | string | boolean | number | bigint>,
  live: Pick<LiveObjects, 'find'>,
): void {
  const handle = live.find(value);
  if (handle !== undefined) {
    output.kind(ValueKind.Live).int32(handle);
  } else if (value instanceof Uint8Array) {
    output.kind(ValueKind.Bytes).int32(value.length).raw(value);
  } else if (value instanceof TypedText) {
    output.kind(ValueKind.Typed).text(value.type).text(value.text);
  } else if (value instanceof Secret) {
    output.kind(ValueKind.Secret).text(value.reveal());
  } else if (value instanceof EnumValue) {
    const unsigned = BigInt.asIntN(64, value.value) !== value.value;
    output.kind(ValueKind.Enum).text(value.typeName).text(value.name);
    output.boolean(unsigned).int64(BigInt.asIntN(64, value.value));
  } else if (value instanceof Omit) {
    output.kind(ValueKind.Null);
  } else if (value instanceof PSObject) {
    output
      .kind(ValueKind.Object)
      .text(value.typeNames.join('\n'))
      .text(value.text ?? null)
      .boolean(value.truncated);
    output.list(value.properties, ([name, property]) => {
      output.text(name);
      writeValue(output, property, live);
    });
  } else if (Array.isArray(value)) {
    output.kind(ValueKind.List).list(value as List, (item) => writeValue(output, item, live));
  } else {
    output.kind(value instanceof OrderedMapping ? ValueKind.Ordered : ValueKind.Hashtable);
    output.list(value as ReadonlyMap<Key, Value>, ([key, item]) => {
      writeValue(output, key, live);
      writeValue(output, item, live);
    });
  }
}
