import { SyntaxFault } from './syntax-fault.ts';
import { decodeString } from './string-literal.ts';
import type { Symbol, Token } from './token.ts';

/** The tokens of one expression, closed by an `end` token. */
export interface Lexed {
  readonly tokens: readonly Token[];
  /** Offset after the expression and, inside a template, after its closing braces. */
  readonly end: number;
  /** Closed by `-}}`: the white space that follows is to be dropped. */
  readonly trimAfter: boolean;
}

const SPACE = /\s+/y;
const FLOAT = /(?:\d+_)*\d+(?:(?:\.(?:\d+_)*\d+)?e[+-]?(?:\d+_)*\d+|\.(?:\d+_)*\d+)/iy;
const INTEGER = /0b(?:_?[01])+|0o(?:_?[0-7])+|0x(?:_?[\da-f])+|[1-9](?:_?\d)*|0(?:_?0)*/iy;
const NAME = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const SYMBOL = /\/\/|\*\*|==|!=|<=|>=|[-+*/%~()[\]{}<>.:|,=]/y;

/** An expression longer than this is no expression that a person wrote. */
const MAX_LENGTH = 100_000;
/** Digits of an integer literal: its conversion takes quadratic time. */
const MAX_DIGITS = 10_000;

/** The tokens of a bare expression: all of `text`. */
export function lexExpression(text: string): Lexed {
  return lex(text, 0, false);
}

/** The tokens from `start`, after `{{`, up to the `}}` that closes it: one inside a string or a mapping does not. */
export function lexBraces(text: string, start: number): Lexed {
  return lex(text, start, true);
}

function lex(text: string, start: number, inBraces: boolean): Lexed {
  const tokens: Token[] = [];
  let brackets = 0;
  let at = start;
  while (at < text.length) {
    const space = match(SPACE, text, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    if (at - start > MAX_LENGTH) throw new SyntaxFault('the expression is too long', start, start + 1);
    if (inBraces && brackets === 0) {
      if (text.startsWith('}}', at)) return closed(tokens, at, 2, false);
      if (text.startsWith('-}}', at)) return closed(tokens, at, 3, true);
    }
    // No expression has these in it: the next one begins here, and what comes is read once.
    if (inBraces && text.startsWith('{{', at)) break;
    const token = lexToken(text, at, tokens.at(-1));
    if (token.kind === 'symbol') {
      if ('([{'.includes(token.text)) brackets++;
      else if (')]}'.includes(token.text) && brackets > 0) brackets--;
    }
    tokens.push(token);
    at = token.end;
  }
  if (inBraces)
    throw new SyntaxFault(
      '"{{" is never closed',
      start - 2,
      start,
      'close it with "}}"',
      'unclosed-template',
    );
  tokens.push({ kind: 'end', start: at, end: at });
  return { tokens, end: at, trimAfter: false };
}

function closed(tokens: Token[], at: number, width: number, trimAfter: boolean): Lexed {
  tokens.push({ kind: 'end', start: at, end: at + width });
  return { tokens, end: at + width, trimAfter };
}

function lexToken(text: string, start: number, previous: Token | undefined): Token {
  // In `list.0.1` the digits are two subscripts, not a float.
  const afterDot = previous?.kind === 'symbol' && previous.text === '.' && previous.end === start;
  const float = afterDot ? undefined : match(FLOAT, text, start);
  if (float !== undefined) {
    return { kind: 'float', value: Number(float.replaceAll('_', '')), start, end: start + float.length };
  }
  const integer = match(INTEGER, text, start);
  if (integer !== undefined) {
    const end = start + integer.length;
    if (integer.length > MAX_DIGITS) throw new SyntaxFault('the integer has too many digits', start, end);
    return { kind: 'integer', value: BigInt(integer.replaceAll('_', '')), start, end };
  }
  const name = match(NAME, text, start);
  if (name !== undefined) return { kind: 'name', text: name, start, end: start + name.length };
  const first = text.charAt(start);
  if (first === '"' || first === "'") return lexString(text, start, first);
  const symbol = match(SYMBOL, text, start);
  if (symbol !== undefined) {
    return { kind: 'symbol', text: symbol as Symbol, start, end: start + symbol.length };
  }
  throw unexpectedCharacter(text, start);
}

function lexString(text: string, start: number, quote: string): Token {
  let at = start + 1;
  while (at < text.length && text[at] !== quote) at += text[at] === '\\' ? 2 : 1;
  if (at >= text.length) {
    throw new SyntaxFault('the string is never closed', start, start + 1, `close it with ${quote}`);
  }
  return { kind: 'string', value: decodeString(text, start + 1, at), start, end: at + 1 };
}

/** What people write who come from PowerShell or C, and what it is here. */
const FOREIGN: readonly (readonly [string, string])[] = [
  ['&&', 'write "and"'],
  ['!', 'write "not"'],
  ['$', 'write the name of a variable without "$"'],
  ['?', 'write "a if condition else b"'],
  [';', 'an expression has no statements'],
  ['`', 'quote text with \' or "'],
  ['&', 'write "and"'],
  ['≠', 'write "!="'],
  ['≤', 'write "<="'],
  ['≥', 'write ">="'],
  ['×', 'write "*"'],
  ['÷', 'write "/"'],
];

function unexpectedCharacter(text: string, start: number): SyntaxFault {
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  const foreign = FOREIGN.find(([written]) => text.startsWith(written, start));
  const shown = foreign?.[0] ?? (/\p{C}/u.test(character) ? escapeCharacter(character) : character);
  return new SyntaxFault(
    `"${shown}" is not part of an expression`,
    start,
    start + (foreign?.[0] ?? character).length,
    foreign?.[1],
  );
}

function escapeCharacter(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
