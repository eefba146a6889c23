import { replaceInPieces } from './replace-in-pieces.ts';
import { EnumValue, Omit, PSObject, Secret, TypedText, type Key, type Value } from '../values/value.ts';
import { compareText } from './compare.ts';
import type { Context } from './definition.ts';
import { escapesIn } from './escapes-in.ts';
import { typeFault } from './fault.ts';
import { floatText, numeric } from './numbers.ts';
import { sortedEntries } from './sorted-entries.ts';

/** How JSON is written; the defaults of Python's `json.dumps` are the filter's. */
export interface JsonStyle {
  /** Spaces, or the text itself, for each level; nothing for all in one line. */
  readonly indent: string | undefined;
  readonly sortKeys: boolean;
  /** Anything but ASCII as `\u…`. */
  readonly ascii: boolean;
  readonly itemSeparator: string;
  readonly keySeparator: string;
}

/** The value as JSON. .NET scalars and enumeration values are their text, bytes are base64. */
export function jsonText(context: Context, value: Value, style: JsonStyle): string {
  const { budget } = context;
  const quoted = (text: string): string => {
    budget.text(text.length + escapesIn(text, (code) => style.ascii && code > 0x7f));
    return quote(text, style.ascii);
  };
  const write = (item: Value, level: number): string => {
    budget.spend();
    if (item === null) return 'null';
    if (typeof item === 'boolean') return String(item);
    if (typeof item === 'bigint') return item.toString();
    if (typeof item === 'number') return floatJson(item);
    if (item instanceof Secret) context.tainted = true;
    if (item instanceof TypedText && numeric(item) !== undefined) return item.text;
    if (
      typeof item === 'string' ||
      item instanceof TypedText ||
      item instanceof EnumValue ||
      item instanceof Secret
    ) {
      return quoted(item instanceof Secret ? item.reveal() : item.toString());
    }
    if (item instanceof Uint8Array) return quoted(Buffer.from(item).toString('base64'));
    if (item instanceof Omit)
      throw typeFault('"omit" leaves out a whole argument, it cannot be part of JSON');
    if (item instanceof PSObject) return object(item.properties, level);
    if (Array.isArray(item)) {
      const items = (item as readonly Value[]).map((each) => write(each, level + 1));
      return wrap('[', items, ']', level);
    }
    return object(item as ReadonlyMap<Key, Value>, level);
  };
  const object = (entries: ReadonlyMap<Key, Value>, level: number): string => {
    const inOrder = style.sortKeys ? sortedEntries(entries) : undefined;
    const named = Array.from(inOrder ?? entries, ([key, item]) => [keyText(key), item] as const);
    if (style.sortKeys && !inOrder) named.sort(([a], [b]) => compareText(a, b));
    const items = named.map(([key, item]) => quoted(key) + style.keySeparator + write(item, level + 1));
    return wrap('{', items, '}', level);
  };
  const wrap = (open: string, items: readonly string[], close: string, level: number): string => {
    if (items.length === 0) return open + close;
    const indent = style.indent === undefined ? 0 : style.indent.length * (level + 1) + 1;
    const between = items.length * (style.itemSeparator.length + indent);
    budget.text(items.reduce((sum, item) => sum + item.length, between));
    if (style.indent === undefined) return open + items.join(style.itemSeparator) + close;
    const separator = `${style.itemSeparator.trimEnd()}\n${style.indent.repeat(level + 1)}`;
    return `${open}\n${style.indent.repeat(level + 1)}${items.join(separator)}\n${style.indent.repeat(level)}${close}`;
  };
  return write(value, 0);
}

function floatJson(value: number): string {
  if (Number.isFinite(value)) return floatText(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

function keyText(key: Key): string {
  if (typeof key === 'string') return key;
  return typeof key === 'number' ? floatJson(key) : String(key);
}

function quote(text: string, ascii: boolean): string {
  const json = JSON.stringify(text);
  if (!ascii) return json;
  return replaceInPieces(json, /[\u007f-\uffff]/g, (unit) =>
    unit === '\u007f' ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
