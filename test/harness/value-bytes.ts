import { deserialize, serialize } from 'node:v8';
import { EnumValue, Omit, OrderedMapping, PSObject, Secret, TypedText } from '../../src/values/value.ts';

/** Any data of a run as bytes: what comes back shares nothing with what went in. */
export function toBytes(data: unknown): Uint8Array {
  return serialize(flat(data));
}

export function fromBytes(bytes: Uint8Array): unknown {
  return revived(deserialize(bytes));
}

/** Objects with a class become arrays that begin with its name; so do arrays, so that nothing can pass for another. */
function flat(data: unknown): unknown {
  if (typeof data === 'function' || typeof data === 'symbol')
    throw new TypeError(`${typeof data} is no data`);
  if (typeof data !== 'object' || data === null || data instanceof Uint8Array) return data;
  if (Array.isArray(data)) return ['list', ...data.map(flat)];
  if (data instanceof OrderedMapping) return ['ordered', ...flatEntries(data)];
  if (data instanceof Map) return ['mapping', ...flatEntries(data)];
  if (data instanceof Set) return ['set', ...Array.from(data, flat)];
  if (data instanceof Secret) return ['secret', data.reveal()];
  if (data instanceof Omit) return ['omit'];
  if (data instanceof TypedText) return ['text', data.type, data.text];
  if (data instanceof EnumValue) return ['enum', data.typeName, data.name, data.value];
  if (data instanceof PSObject) {
    return ['object', data.typeNames, flatEntries(data.properties), data.text, data.truncated];
  }
  if (Object.getPrototypeOf(data) !== Object.prototype)
    throw new TypeError(`a ${data.constructor.name} is no data`);
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, flat(value)]));
}

function flatEntries(map: ReadonlyMap<unknown, unknown>): unknown[] {
  return Array.from(map, ([key, value]) => [key, flat(value)]);
}

function revived(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || data instanceof Uint8Array) return data;
  if (!Array.isArray(data)) {
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, revived(value)]));
  }
  const [kind, ...rest] = data as [string, ...unknown[]];
  switch (kind) {
    case 'list':
      return rest.map(revived);
    case 'ordered':
      return new OrderedMapping(revivedEntries(rest) as never);
    case 'mapping':
      return new Map(revivedEntries(rest));
    case 'set':
      return new Set(rest.map(revived));
    case 'secret':
      return new Secret(rest[0] as string);
    case 'omit':
      return Omit.value;
    case 'text':
      return new TypedText(rest[0] as TypedText['type'], rest[1] as string);
    case 'enum':
      return new EnumValue(rest[0] as string, rest[1] as string, rest[2] as bigint);
    case 'object': {
      const [typeNames, properties, text, truncated] = rest;
      const members = new Map(revivedEntries(properties as unknown[]));
      return new PSObject(
        typeNames as string[],
        members as never,
        text as string | undefined,
        truncated as boolean,
      );
    }
    default:
      throw new TypeError(`"${kind}" is no kind of data`);
  }
}

function revivedEntries(entries: readonly unknown[]): [unknown, unknown][] {
  return (entries as [unknown, unknown][]).map(([key, value]) => [key, revived(value)]);
}
