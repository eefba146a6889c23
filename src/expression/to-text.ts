import { EnumValue, Omit, PSObject, Secret, TypedText, type Key, type Value } from '../values/value.ts';
import { isCollection } from '../values/deep-size.ts';
import type { Context } from './definition.ts';
import { replaceInPieces } from './replace-in-pieces.ts';
import { floatText, numeric } from './numbers.ts';

/** How the text of a secret is shown. */
type ShowSecret = (secret: Secret) => string;

/**
 * The text of a value as Jinja2 prints it: strings as they are, `True`, `None`, `2.0`, and lists and mappings as Python
 * writes them. A secret is shown as asterisks unless `showSecret` says otherwise.
 */
export function toText(value: Value, showSecret: ShowSecret = String): string {
  if (typeof value === 'string') return value;
  if (value instanceof Secret) return showSecret(value);
  if (value instanceof TypedText || value instanceof EnumValue) return value.toString();
  if (value instanceof PSObject && value.text !== undefined) return value.text;
  return toRepr(value, showSecret);
}

/** The value as Python writes it inside a list: strings in quotes. */
export function toRepr(value: Value, showSecret: ShowSecret = String): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return floatText(value);
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Uint8Array) return bytesRepr(value);
  if (value instanceof TypedText) return numeric(value) === undefined ? quoted(value.text) : value.text;
  if (value instanceof EnumValue) return quoted(value.name);
  if (value instanceof Secret) return quoted(showSecret(value));
  if (value instanceof Omit) return value.toString();
  if (value instanceof PSObject) return entriesRepr(value.properties, showSecret);
  if (Array.isArray(value)) {
    return `[${(value as readonly Value[]).map((item) => toRepr(item, showSecret)).join(', ')}]`;
  }
  return entriesRepr(value as ReadonlyMap<Key, Value>, showSecret);
}

/** The same in an evaluation, which pays for it and learns what is secret in it. */
export function reprWithin(context: Context, value: Value): string {
  if (isCollection(value) || typeof value !== 'number') context.budget.writtenOut(value);
  return toRepr(value, (secret) => context.text(secret));
}

/** Python's `ascii`: the same, with each character beyond ASCII escaped. */
export function asciiWithin(context: Context, value: Value): string {
  const text = reprWithin(context, value);
  let beyond = 0;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) beyond++;
  if (beyond === 0) return text;
  context.budget.text(text.length + beyond * 5);
  return replaceInPieces(text, /\P{ASCII}/gu, escapeCode);
}

function entriesRepr(entries: ReadonlyMap<Key, Value>, showSecret: ShowSecret): string {
  const shown = Array.from(entries, ([key, value]) => `${toRepr(key)}: ${toRepr(value, showSecret)}`);
  return `{${shown.join(', ')}}`;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  // What Python does not call printable: controls, separators other than the space, surrogates, unassigned.
  const escaped = replaceInPieces(text, /[\\]|[\p{C}\p{Z}]/gu, (character) =>
    character === ' ' ? character : (ESCAPES.get(character) ?? escapeCode(character)),
  );
  return quote + (quote === "'" ? replaceInPieces(escaped, /'/g, () => "\\'") : escaped) + quote;
}

function escapeCode(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}

function bytesRepr(bytes: Uint8Array): string {
  const text = replaceInPieces(
    Buffer.from(bytes).toString('latin1'),
    /[^ -[\]-~]/g,
    (character) => ESCAPES.get(character) ?? escapeCode(character),
  );
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return `b${quote}${quote === "'" ? replaceInPieces(text, /'/g, () => "\\'") : text}${quote}`;
}
