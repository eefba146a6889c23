import { EnumValue, Omit, OrderedMapping, PSObject, Secret, TypedText } from '../values/value.ts';
import type { SecretBook, TextPart } from './secret-book.ts';

/** JSON that means data of a run: what `dataToJson` makes and `jsonToData` reads. */
export type DataJson =
  null | boolean | number | string | readonly DataJson[] | { readonly [key: string]: DataJson };

/** Data is not written whole beyond so many parts: a small value can be endless on paper. */
const MOST_PARTS = 2_000_000;

/** Data that is too large for a journal. */
export class TooLarge extends RangeError {}

/**
 * Any data of a run as JSON, in which no secret of the book stands. Records are objects, without the members that are undefined; lists are arrays; texts, and numbers that
 * are finite, are themselves. Everything else is an object with one key that begins with `$`: `$i` an integer, `$f` another number, `$t` a text with secrets, `$secret` a
 * secret by its number, `$lost` one that the book does not know, `$bytes`, `$map`, `$ordered`, `$set`, `$omit`, `$text`, `$enum`, `$object`.
 * `onLost` is told of each thing that cannot be given back. Errors: throws `TooLarge`; `TypeError` for what is no data.
 */
export function dataToJson(data: unknown, book: SecretBook, onLost: () => void = () => undefined): DataJson {
  let parts = 0;

  const text = (value: string): DataJson => {
    const marked = book.parts(value);
    return marked ? { $t: marked as DataJson } : value;
  };
  const entries = (map: ReadonlyMap<unknown, unknown>): DataJson =>
    Array.from(map, ([key, value]) => [json(key), json(value)]);

  function json(value: unknown): DataJson {
    if (++parts > MOST_PARTS) throw new TooLarge('it is too large');
    switch (typeof value) {
      case 'boolean':
        return value;
      case 'string':
        return text(value);
      case 'bigint':
        return { $i: text(String(value)) };
      case 'number': {
        const written = text(Object.is(value, -0) ? '-0' : String(value));
        return written === String(value) && Number.isFinite(value) ? value : { $f: written };
      }
      case 'undefined':
        return { $undefined: true };
      case 'object':
        return value === null ? null : object(value);
      default:
        throw new TypeError(`${typeof value} is no data`);
    }
  }

  function object(value: object): DataJson {
    if (Array.isArray(value)) return value.map(json);
    if (value instanceof OrderedMapping) return { $ordered: entries(value) };
    if (value instanceof Map) return { $map: entries(value) };
    if (value instanceof Set) return { $set: Array.from(value, json) };
    if (value instanceof Uint8Array) return { $bytes: text(Buffer.from(value).toString('base64')) };
    if (value instanceof Secret) {
      const number = book.numberOf(value.reveal());
      if (number !== undefined) return { $secret: number };
      onLost();
      return { $lost: 'secret' };
    }
    if (value instanceof Omit) return { $omit: true };
    if (value instanceof TypedText) return { $text: [value.type, text(value.text)] };
    if (value instanceof EnumValue) return { $enum: [value.typeName, text(value.name), json(value.value)] };
    if (value instanceof PSObject) {
      const { typeNames, properties, text: shown, truncated } = value;
      return {
        $object: [json(typeNames), entries(properties), shown === undefined ? null : text(shown), truncated],
      };
    }
    if (Object.getPrototypeOf(value) !== Object.prototype)
      throw new TypeError(`a ${value.constructor.name} is no data`);
    const record: Record<string, DataJson> = {};
    for (const [name, member] of Object.entries(value)) if (member !== undefined) record[name] = json(member);
    return record;
  }
  return json(data);
}

/** The data that such JSON means. Errors: throws `RangeError` for a secret that has not come up, `TypeError` for what `dataToJson` does not make. */
export function jsonToData(json: DataJson, book: SecretBook): unknown {
  const text = (value: DataJson): string =>
    typeof value === 'string' ? value : book.text((value as { $t: readonly TextPart[] }).$t);
  const entries = (value: DataJson): [unknown, unknown][] =>
    (value as readonly [DataJson, DataJson][]).map(([key, each]) => [data(key), data(each)]);

  function data(value: DataJson): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(data);
    const [[key, member] = ['', null], ...others] = Object.entries(
      value as Readonly<Record<string, DataJson>>,
    );
    if (key.startsWith('$') && others.length === 0) return marked(key, member);
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, data(each)]));
  }

  function marked(key: string, member: DataJson): unknown {
    switch (key) {
      case '$i':
        return BigInt(text(member));
      case '$f':
        return Number(text(member));
      case '$t':
        return book.text(member as readonly TextPart[]);
      case '$undefined':
        return undefined;
      case '$secret':
        return new Secret(book.secret(member as number));
      case '$lost':
        return new Secret('');
      case '$bytes':
        return new Uint8Array(Buffer.from(text(member), 'base64'));
      case '$map':
        return new Map(entries(member));
      case '$ordered':
        return new OrderedMapping(entries(member) as never);
      case '$set':
        return new Set((member as readonly DataJson[]).map(data));
      case '$omit':
        return Omit.value;
      case '$text': {
        const [type, value] = member as [TypedText['type'], DataJson];
        return new TypedText(type, text(value));
      }
      case '$enum': {
        const [type, name, value] = member as [string, DataJson, DataJson];
        return new EnumValue(type, text(name), data(value) as bigint);
      }
      case '$object': {
        const [types, properties, shown, truncated] = member as [DataJson, DataJson, DataJson, boolean];
        const members = new Map(entries(properties)) as PSObject['properties'];
        return new PSObject(
          data(types) as string[],
          members,
          shown === null ? undefined : text(shown),
          truncated,
        );
      }
      default:
        throw new TypeError(`"${key}" is no kind of data`);
    }
  }
  return data(json);
}
