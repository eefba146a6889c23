import { typeName } from '../values/describe.ts';
import {
  EnumValue,
  OrderedMapping,
  PSObject,
  TypedText,
  type Key,
  type TypedTextType,
  type Value,
} from '../values/value.ts';
import { parseClixml, type ClixmlElement } from './clixml-element.ts';
import { timeSpanText } from './time-span.ts';

/**
 * The value that a CLIXML document holds. Enumerations become `EnumValue`, collections lists, dictionaries mappings, `DateTimeOffset` its text,
 * all other objects `PSObject`. CLIXML does not say where the serializer's depth limit has cut; so what is decoded has been serialized one level deeper than
 * `depth` (default: unlimited), and objects on that level become `PSObject`s that are marked as truncated.
 * Errors: throws a `SyntaxError` where the text is no CLIXML.
 */
export function decodeClixml(document: string, depth = Infinity): Value {
  const [element] = parseClixml(document).children;
  return element ? new Decoder().value(element, depth) : null;
}

const TYPED: Readonly<Record<string, TypedTextType>> = {
  D: 'Decimal',
  DT: 'DateTime',
  G: 'Guid',
  URI: 'Uri',
  Version: 'Version',
  XD: 'Xml',
  SBK: 'ScriptBlock',
};

/** Reads one document; references to what came before in it are looked up. */
class Decoder {
  readonly #types = new Map<string, readonly string[]>();
  readonly #objects = new Map<string, Value>();

  /** `depth` is the number of levels of objects that may still follow. */
  value(element: ClixmlElement, depth: number): Value {
    switch (element.tag) {
      case 'Nil':
        return null;
      case 'S':
        return element.text;
      case 'B':
        return element.text === 'true';
      case 'By':
      case 'SB':
      case 'I16':
      case 'U16':
      case 'I32':
      case 'U32':
      case 'I64':
      case 'U64':
        return BigInt(element.text);
      case 'Sg':
      case 'Db':
        return float(element.text);
      case 'C':
        return new TypedText('Char', String.fromCharCode(Number(element.text)));
      case 'TS':
        return new TypedText('TimeSpan', timeSpanText(element.text));
      case 'BA':
        return new Uint8Array(Buffer.from(element.text, 'base64'));
      case 'SS':
        // Encrypted for the far end's user, or not at all: nobody should see it.
        return new PSObject(['System.Security.SecureString'], new Map(), '********');
      case 'Ref':
        return this.#objects.get(element.refId ?? '') ?? null;
      case 'Obj':
        return this.#object(element, depth);
      default: {
        const type = TYPED[element.tag];
        // An element of a later version: its text is better than nothing.
        return type ? new TypedText(type, element.text) : element.text;
      }
    }
  }

  #object(element: ClixmlElement, depth: number): Value {
    const types = this.#typeNames(element);
    const said = element.children.find(({ tag }) => tag === 'ToString')?.text;
    // Whoever refers to an object from inside of it gets it without its properties: values are trees.
    if (element.refId !== undefined) {
      this.#objects.set(element.refId, new PSObject(types, new Map(), said, true));
    }
    const value = this.#known(element, types, said, depth) ?? this.#bag(element, types, said, depth);
    if (element.refId !== undefined) this.#objects.set(element.refId, value);
    return value;
  }

  #typeNames(element: ClixmlElement): readonly string[] {
    for (const child of element.children) {
      if (child.tag === 'TN') {
        const names = child.children.map(({ text }) => text.replace(/^Deserialized\./, ''));
        if (child.refId !== undefined) this.#types.set(child.refId, names);
        return names;
      }
      if (child.tag === 'TNRef') return this.#types.get(child.refId ?? '') ?? ['System.Object'];
    }
    return ['System.Object'];
  }

  /** Undefined for what is just an object with properties. */
  #known(
    element: ClixmlElement,
    types: readonly string[],
    said: string | undefined,
    depth: number,
  ): Value | undefined {
    const [type = ''] = types;
    for (const child of element.children) {
      switch (child.tag) {
        case 'LST':
        case 'IE':
        case 'STK':
        case 'QUE':
          return child.children.map((item) => this.value(item, depth));
        case 'DCT':
          return this.#mapping(child, type, depth);
        case 'TN':
        case 'TNRef':
        case 'ToString':
        case 'Props':
        case 'MS':
          break;
        default: {
          const base = this.value(child, depth);
          if (typeof base === 'bigint' && types.includes('System.Enum')) {
            return new EnumValue(type, said ?? base.toString(), base);
          }
          // A value with properties tacked on, such as the lines of Get-Content: the value is what counts.
          return base;
        }
      }
    }
    if (type === 'System.DateTimeOffset') return this.#dateTimeOffset(element);
    if (said === undefined) return undefined;
    if (type === 'System.Numerics.BigInteger') return new TypedText('BigInteger', said);
    if (type === 'System.Management.Automation.SemanticVersion')
      return new TypedText('SemanticVersion', said);
    return undefined;
  }

  #mapping(element: ClixmlElement, type: string, depth: number): Value {
    const mapping = /Ordered/.test(type) ? new OrderedMapping() : new Map<Key, Value>();
    for (const entry of element.children) {
      const [key, value] = entry.children;
      if (key && value) mapping.set(keyOf(this.value(key, depth)), this.value(value, depth));
    }
    return mapping;
  }

  #dateTimeOffset(element: ClixmlElement): Value | undefined {
    const properties = this.#properties(element, 1);
    const time = properties.get('DateTime');
    const offset = properties.get('Offset');
    if (!(time instanceof TypedText) || !(offset instanceof TypedText)) return undefined;
    const [, sign = '', hours = '00', minutes = '00'] = /^(-?)(\d\d):(\d\d)/.exec(offset.text) ?? [];
    return new TypedText('DateTimeOffset', `${time.text}${sign || '+'}${hours}:${minutes}`);
  }

  #bag(element: ClixmlElement, types: readonly string[], said: string | undefined, depth: number): PSObject {
    if (depth <= 0) return new PSObject(types, new Map(), said, true);
    return new PSObject(types, this.#properties(element, depth - 1), said);
  }

  #properties(element: ClixmlElement, depth: number): Map<string, Value> {
    const properties = new Map<string, Value>();
    for (const group of element.children) {
      if (group.tag !== 'Props' && group.tag !== 'MS') continue;
      for (const property of group.children) properties.set(property.name ?? '', this.value(property, depth));
    }
    return properties;
  }
}

function float(text: string): number {
  if (text === 'INF' || text === '+INF') return Infinity;
  return text === '-INF' ? -Infinity : Number(text);
}

function keyOf(value: Value): Key {
  if (value === null || typeof value !== 'object') return value;
  return describeKey(value);
}

/** A key that is no scalar of ours, such as a Guid or an enumeration's value, is its text. */
function describeKey(value: Exclude<Value, null | boolean | bigint | number | string>): string {
  return value instanceof TypedText || value instanceof EnumValue || value instanceof PSObject
    ? value.toString()
    : typeName(value);
}
