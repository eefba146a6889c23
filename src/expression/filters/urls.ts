import { isList, nameType } from '../../values/describe.ts';
import type { Key, Value } from '../../values/value.ts';
import type { Budget } from '../budget.ts';
import { inputText, strictText, text } from '../call-arguments.ts';
import { type Call, define } from '../definition.ts';
import { entriesOf } from '../entries.ts';
import { costFault, Fault, typeFault } from '../fault.ts';
import { inPieces } from '../in-pieces.ts';
import { TextBuilder } from '../text-builder.ts';

/** Filters for URLs. */
export const urlFilters = [
  define('urlencode', '', urlEncode),
  define('urldecode', '', (call) => decode(call.context.budget, strictText(call))),
  define('urlsplit', 'query?', urlSplit),
];

/** Python's `quote`, with a slash kept as it is or not. A lone surrogate becomes a replacement character. */
function quote(budget: Budget, whole: string, slashes: 'kept' | 'escaped'): string {
  const characters = whole.toWellFormed();
  budget.textSoFar(escapedLength(characters));
  return inPieces(characters, (piece) => {
    const encoded = encodeURIComponent(piece);
    const kept = slashes === 'kept' ? encoded.replaceAll(/%2F/g, '/') : encoded;
    return kept.replaceAll(/[!'()*]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`);
  });
}

/** Code units of a text as `quote` writes it with its slashes kept. */
function escapedLength(whole: string): number {
  let length = whole.length;
  for (let at = 0; at < whole.length; at++) {
    const code = whole.charCodeAt(at);
    // Each half of a pair stands for two of the four bytes.
    if (code >= 0x80) length += code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 5 : 8;
    else if (!UNESCAPED.has(code)) length += 2;
  }
  return length;
}

const UNESCAPED: ReadonlySet<number> = new Set(
  Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~/', (one) =>
    one.charCodeAt(0),
  ),
);

function urlEncode(call: Call): Value {
  const { input, context } = call;
  const pairs = entriesOf(input) ?? (isList(input) ? input.map(pairOf) : undefined);
  if (!pairs) return quote(context.budget, inputText(call), 'kept');
  context.budget.spend(isList(input) ? input.length : (entriesOf(input)?.size ?? 0));
  let length = 0;
  const query = (value: Value) => {
    const plain = context.text(value);
    context.budget.read(plain);
    const quoted = quote(context.budget, plain, 'escaped').replaceAll(/%20/g, '+');
    length += quoted.length + 1;
    context.budget.textSoFar(length);
    return quoted;
  };
  return Array.from(pairs, ([key, value]) => `${query(key)}=${query(value)}`).join('&');
}

function pairOf(item: Value): readonly [Value, Value] {
  const [key, value] = isList(item) ? item : [];
  if (key === undefined || value === undefined)
    throw typeFault(`filter "urlencode" needs pairs, not ${nameType(item)}`);
  return [key, value];
}

/** Python's `unquote_plus`: what is no UTF-8 becomes a replacement character. */
function decode(budget: Budget, whole: string): string {
  budget.read(whole);
  const decoded = new TextBuilder();
  // Escaped bytes beyond ASCII, which are decoded together.
  const bytes = Buffer.allocUnsafe(Math.ceil(whole.length / 3));
  let escaped = 0;
  const add = (character: string) => {
    if (escaped > 0) decoded.add(bytes.toString('utf8', 0, escaped));
    escaped = 0;
    decoded.add(character);
  };
  for (let at = 0; at < whole.length; at++) {
    const character = whole.charAt(at);
    const byte = character === '%' ? hexByte(whole, at + 1) : undefined;
    if (byte !== undefined) at += 2;
    if (byte !== undefined && byte >= 0x80) escaped = bytes.writeUInt8(byte, escaped);
    else if (byte !== undefined) add(String.fromCharCode(byte));
    else add(character === '+' ? ' ' : character);
  }
  add('');
  return decoded.toString();
}

function hexByte(text: string, start: number): number | undefined {
  const [high, low] = [hexDigit(text.charCodeAt(start)), hexDigit(text.charCodeAt(start + 1))];
  return high === undefined || low === undefined ? undefined : high * 16 + low;
}

function hexDigit(code: number): number | undefined {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined;
}

/** Characters; every browser and server stops far earlier. */
const LONGEST = 1_000_000;

function urlSplit(call: Call): Value {
  const url = strictText(call);
  if (url.length > LONGEST)
    throw costFault(`the URL is ${url.length} characters long, at most ${LONGEST} are allowed`);
  const parts = split(url);
  const wanted = text(call, 0, '');
  if (wanted === '') return parts;
  const found = parts.get(wanted);
  if (found === undefined) {
    throw new Fault(
      `"${wanted}" is no part of a URL`,
      `write one of ${[...parts.keys()].map(String).join(', ')}`,
    );
  }
  return found;
}

const LEADING = /^[\0- ]+/;

function split(url: string): Map<Key, Value> {
  // As browsers do, and Python.
  let rest = url.replace(LEADING, '').replaceAll(/[\t\r\n]/g, '');
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(rest);
  if (scheme) rest = rest.slice(scheme[0].length);
  const authority = /^\/\/([^/?#]*)/.exec(rest);
  if (authority) rest = rest.slice(authority[0].length);
  const [beforeFragment = '', ...fragment] = rest.split('#');
  const [path = '', ...query] = beforeFragment.split('?');
  const netloc = authority?.[1] ?? '';
  const at = netloc.lastIndexOf('@');
  const user = at === -1 ? undefined : netloc.slice(0, at);
  const host = netloc.slice(at + 1);
  const [, name, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(host) ?? [];
  const colon = user?.indexOf(':') ?? -1;
  return new Map<Key, Value>([
    ['fragment', fragment.join('#')],
    ['hostname', name ? name.replace(/^\[|\]$/g, '').toLowerCase() : null],
    ['netloc', netloc],
    ['password', user === undefined || colon === -1 ? null : user.slice(colon + 1)],
    ['path', path],
    ['port', port ? BigInt(port) : null],
    ['query', query.join('?')],
    ['scheme', (scheme?.[1] ?? '').toLowerCase()],
    ['username', user === undefined ? null : colon === -1 ? user : user.slice(0, colon)],
  ]);
}
