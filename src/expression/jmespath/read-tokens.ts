import { Budget } from '../budget.ts';
import { Fault } from '../fault.ts';
import { parseJson } from '../json-parse.ts';
import { SyntaxFault } from '../syntax-fault.ts';
import type { Value } from '../../values/value.ts';

/** A word of a query; signs are their own kind. */
export type QueryToken = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'name' | 'quoted-name'; readonly name: string }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'sign'; readonly sign: string }
  | { readonly kind: 'end' }
);

const WORD =
  /(?<space>[ \t\n\r]+)|(?<name>[A-Za-z_]\w*)|(?<number>-?\d+)|(?<sign>\[\]|\[\?|\|\||&&|[<>=!]=|[.*[\],:@(){}|&<>!])|(?<quote>['"`])/y;

/** The words of a query, the end among them. Errors: a `SyntaxFault` with its place in the query. */
export function readTokens(source: string): readonly QueryToken[] {
  const tokens: QueryToken[] = [];
  for (let at = 0; at < source.length;) {
    WORD.lastIndex = at;
    const word = WORD.exec(source);
    if (!word) throw unreadable(source, at);
    const token = tokenOf(source, at, word[0], word.groups ?? {});
    if (token) tokens.push(token);
    at = token?.end ?? at + word[0].length;
  }
  tokens.push({ kind: 'end', start: source.length, end: source.length });
  return tokens;
}

/** Nothing where it is white space. */
function tokenOf(
  source: string,
  start: number,
  whole: string,
  groups: Readonly<Record<string, string | undefined>>,
): QueryToken | undefined {
  const place = { start, end: start + whole.length };
  if (groups['name'] !== undefined) return { kind: 'name', name: whole, ...place };
  if (groups['number'] !== undefined) return { kind: 'number', number: Number(whole), ...place };
  if (groups['sign'] !== undefined) return { kind: 'sign', sign: whole, ...place };
  return groups['quote'] === undefined ? undefined : quoted(source, start);
}

function unreadable(source: string, at: number): SyntaxFault {
  const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
  const help =
    character === '='
      ? 'write "=="'
      : character === '-'
        ? 'write a number behind it, or the name in double quotes'
        : undefined;
  return fault(`"${character}" cannot stand here`, at, at + character.length, help);
}

function quoted(source: string, start: number): QueryToken {
  const quote = source.charAt(start);
  let end = start + 1;
  while (end < source.length && source[end] !== quote) end += source[end] === '\\' ? 2 : 1;
  if (end >= source.length) throw fault(`the ${quote} is never closed`, start, start + 1);
  const inside = source.slice(start + 1, end);
  const place = { start, end: end + 1 };
  switch (quote) {
    case "'":
      return { kind: 'literal', value: inside.replaceAll("\\'", "'"), ...place };
    case '"': {
      const name = json(`"${inside}"`);
      if (typeof name !== 'string')
        throw fault('what stands in double quotes is no string of JSON', start, end + 1);
      return { kind: 'quoted-name', name, ...place };
    }
    default:
      return { kind: 'literal', value: literal(inside.replaceAll('\\`', '`'), start, end + 1), ...place };
  }
}

/** JSON; a word without its quotes is a string, as JMESPath had it once. */
function literal(text: string, start: number, end: number): Value {
  const found = json(text);
  const value = found === undefined ? json(`"${text.trimStart()}"`) : found;
  if (value === undefined)
    throw fault(
      'what stands in backquotes is no JSON',
      start,
      end,
      "a string can stand in single quotes: 'text'",
    );
  return value;
}

function json(text: string): Value | undefined {
  try {
    return parseJson(text, new Budget());
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

export function fault(message: string, start: number, end: number, help?: string): SyntaxFault {
  return new SyntaxFault(message, start, end, help, 'query-syntax');
}
