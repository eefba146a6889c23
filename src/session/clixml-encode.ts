import {
  EnumValue,
  Omit,
  OrderedMapping,
  PSObject,
  Secret,
  TypedText,
  type Key,
  type List,
  type TypedTextType,
  type Value,
} from '../values/value.ts';
import { escapeClixml } from './clixml-text.ts';
import { durationText } from './time-span.ts';

/**
 * A value as CLIXML ([MS-PSRP] 2.2.5). What CLIXML cannot say, or brings back as something else, goes as a list whose first element says what
 * it is: `a`rray, `h`ashtable, `o`rdered, `p`sobject, `s`ecret, `e`num, date with offset (`t`), big integer (`n`), semantic version (`v`).
 * The far end's Value.ps1 makes the values of it.
 */
export function encodeClixml(value: Value): string {
  return clixmlDocument(clixmlElement(value));
}

/** The document around one element. */
export function clixmlDocument(element: string): string {
  return `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">${element}</Objs>`;
}

/** A list of elements, without a word on what it stands for. */
export function clixmlList(elements: readonly string[]): string {
  return `<Obj><LST>${elements.join('')}</LST></Obj>`;
}

/** The element of a value. */
export function clixmlElement(value: Value): string {
  if (value === null) return '<Nil />';
  switch (typeof value) {
    case 'string':
      return string(value);
    case 'boolean':
      return `<B>${String(value)}</B>`;
    case 'number':
      return `<Db>${floatText(value)}</Db>`;
    case 'bigint':
      return integer(value);
    default:
      return object(value);
  }
}

function string(text: string): string {
  return `<S>${escapeClixml(text)}</S>`;
}

function integer(value: bigint): string {
  if (BigInt.asIntN(32, value) === value) return `<I32>${value.toString()}</I32>`;
  if (BigInt.asIntN(64, value) === value) return `<I64>${value.toString()}</I64>`;
  if (BigInt.asUintN(64, value) === value) return `<U64>${value.toString()}</U64>`;
  return tagged('n', [string(value.toString())]);
}

function object(value: Exclude<Value, null | string | boolean | number | bigint>): string {
  if (value instanceof Uint8Array) return `<BA>${Buffer.from(value).toString('base64')}</BA>`;
  if (value instanceof TypedText) return typed(value);
  if (value instanceof Secret) return tagged('s', [string(value.reveal())]);
  if (value instanceof EnumValue) {
    return tagged('e', [string(value.typeName), string(value.name), integer(value.value)]);
  }
  if (value instanceof Omit) return '<Nil />';
  if (value instanceof PSObject) {
    return tagged('p', [clixmlElement(value.typeNames), ...pairs(value.properties)]);
  }
  if (Array.isArray(value)) return tagged('a', (value as List).map(clixmlElement));
  return tagged(value instanceof OrderedMapping ? 'o' : 'h', pairs(value as ReadonlyMap<Key, Value>));
}

function pairs(entries: ReadonlyMap<Key, Value>): string[] {
  return Array.from(entries, ([key, value]) => clixmlElement(key) + clixmlElement(value));
}

function tagged(tag: string, elements: readonly string[]): string {
  return clixmlList([`<S>${tag}</S>`, ...elements]);
}

const TAGS: Readonly<Partial<Record<TypedTextType, string>>> = {
  Decimal: 'D',
  DateTime: 'DT',
  Guid: 'G',
  Version: 'Version',
  Uri: 'URI',
  Xml: 'XD',
};

function typed({ type, text }: TypedText): string {
  const tag = TAGS[type];
  if (tag !== undefined) return `<${tag}>${escapeClixml(text)}</${tag}>`;
  switch (type) {
    case 'Char':
      return `<C>${text.charCodeAt(0).toString()}</C>`;
    case 'TimeSpan':
      return `<TS>${escapeClixml(durationText(text))}</TS>`;
    case 'DateTimeOffset':
      return tagged('t', [string(text)]);
    case 'BigInteger':
      return tagged('n', [string(text)]);
    case 'SemanticVersion':
      return tagged('v', [string(text)]);
    default:
      // Code stays text: a value never becomes a script block.
      return string(text);
  }
}

function floatText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'INF' : '-INF';
  return Object.is(value, -0) ? '-0' : String(value);
}
