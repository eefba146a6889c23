import { deserialize, serialize } from 'node:v8';
import { EnumValue, Omit, OrderedMapping, PSObject, Secret, TypedText } from '../../src/values/value.ts';

/** Any data of a run as bytes: what comes back shares nothing with what went in, but inside of it what was shared there. */
export function toBytes(data: unknown): Uint8Array {
  return serialize(remembering(flat)(data));
}

export function fromBytes(bytes: Uint8Array): unknown {
  return remembering(revived)(deserialize(bytes));
}

type Change = (data: unknown) => unknown;

/** Each object is changed once, however often it is met: data can be small in memory and endless on paper. */
function remembering(change: (data: object, inner: Change) => unknown): Change {
  const known = new Map<object, unknown>();
  const inner: Change = (data) => {
    if (typeof data === 'function' || typeof data === 'symbol')
      throw new TypeError(`${typeof data} is no data`);
    if (typeof data !== 'object' || data === null || data instanceof Uint8Array) return data;
    let changed = known.get(data);
    if (changed === undefined) known.set(data, (changed = change(data, inner)));
    return changed;
  };
  return inner;
}

/** Objects with a class become arrays that begin with its name; so do arrays, so that nothing can pass for another. */
function flat(data: object, inner: Change): unknown {
  if (Array.isArray(data)) return ['list', ...data.map(inner)];
  if (data instanceof OrderedMapping) return ['ordered', ...flatEntries(data, inner)];
  if (data instanceof Map) return ['mapping', ...flatEntries(data, inner)];
  if (data instanceof Set) return ['set', ...Array.from(data, inner)];
  if (data instanceof Secret) return ['secret', data.reveal()];
  if (data instanceof Omit) return ['omit'];
  if (data instanceof TypedText) return ['text', data.type, data.text];
  if (data instanceof EnumValue) return ['enum', data.typeName, data.name, data.value];
  if (data instanceof PSObject) {
    return ['object', data.typeNames, flatEntries(data.properties, inner), data.text, data.truncated];
  }
  if (Object.getPrototypeOf(data) !== Object.prototype)
    throw new TypeError(`a ${data.constructor.name} is no data`);
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, inner(value)]));
}

function flatEntries(map: ReadonlyMap<unknown, unknown>, inner: Change): unknown[] {
  return Array.from(map, ([key, value]) => [key, inner(value)]);
}

function revived(data: object, inner: Change): unknown {
  if (!Array.isArray(data)) {
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, inner(value)]));
  }
  const [kind, ...rest] = data as [string, ...unknown[]];
  switch (kind) {
    case 'list':
      return rest.map(inner);
    case 'ordered':
      return new OrderedMapping(revivedEntries(rest, inner) as never);
    case 'mapping':
      return new Map(revivedEntries(rest, inner));
    case 'set':
      return new Set(rest.map(inner));
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
      const members = new Map(revivedEntries(properties as unknown[], inner));
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

function revivedEntries(entries: readonly unknown[], inner: Change): [unknown, unknown][] {
  return (entries as [unknown, unknown][]).map(([key, value]) => [key, inner(value)]);
}
