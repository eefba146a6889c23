import { isList, nameType } from '../../values/describe.ts';
import type { Key, Value } from '../../values/value.ts';
import { inputText, strictText, text } from '../call-arguments.ts';
import { type Call, define } from '../definition.ts';
import { replaceInPieces } from '../replace-in-pieces.ts';
import { entriesOf } from '../entries.ts';
import { costFault, Fault, typeFault } from '../fault.ts';

/** Filters for URLs. */
export const urlFilters = [
  define('urlencode', '', urlEncode),
  define('urldecode', '', (call) => decode(strictText(call))),
  define('urlsplit', 'query?', urlSplit),
];

function quote(whole: string, safe: string): string {
  const encoded = encodeURIComponent(Buffer.from(whole).toString());
  const kept = safe.includes('/') ? encoded.replaceAll('%2F', '/') : encoded;
  return replaceInPieces(kept, /[!'()*]/g, (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`);
}

function urlEncode(call: Call): Value {
  const { input, context } = call;
  const pairs = entriesOf(input) ?? (isList(input) ? input.map(pairOf) : undefined);
  if (!pairs) return quote(inputText(call), '/');
  context.budget.spend(isList(input) ? input.length : (entriesOf(input)?.size ?? 0));
  let length = 0;
  const query = (value: Value) => {
    const plain = context.text(value);
    context.budget.read(plain);
    const quoted = quote(plain, '').replaceAll('%20', '+');
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
function decode(whole: string): string {
  return whole
    .replaceAll('+', ' ')
    .replaceAll(/(?:%[\da-f]{2})+/gi, (escaped) =>
      Buffer.from(escaped.replaceAll('%', ''), 'hex').toString('utf8'),
    );
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
