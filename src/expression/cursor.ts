import type { Node } from './ast.ts';
import type { EnvironmentInputs } from './environment-lookup.ts';
import { SyntaxFault } from './syntax-fault.ts';
import type { Symbol, Token } from './token.ts';

/** The parser's place in the tokens of one expression. */
export interface Cursor {
  readonly tokens: readonly Token[];
  readonly text: string;
  readonly inputs: EnvironmentInputs;
  /** Parses a whole expression; it is here because primaries and arguments hold expressions again. */
  readonly parseNode: (cursor: Cursor) => Node;
  position: number;
  /** How many expressions enclose this one. */
  nesting: number;
}

export function peek(cursor: Cursor, ahead = 0): Token {
  const last = cursor.tokens.length - 1;
  const token = cursor.tokens[Math.min(cursor.position + ahead, last)];
  if (!token) throw new TypeError('an expression without an end token');
  return token;
}

export function next(cursor: Cursor): Token {
  const token = peek(cursor);
  cursor.position++;
  return token;
}

export function atSymbol(cursor: Cursor, text: Symbol, ahead = 0): boolean {
  const token = peek(cursor, ahead);
  return token.kind === 'symbol' && token.text === text;
}

export function atWord(cursor: Cursor, text: string, ahead = 0): boolean {
  const token = peek(cursor, ahead);
  return token.kind === 'name' && token.text === text;
}

export function skipSymbol(cursor: Cursor, text: Symbol): boolean {
  const there = atSymbol(cursor, text);
  if (there) cursor.position++;
  return there;
}

export function skipWord(cursor: Cursor, text: string): boolean {
  const there = atWord(cursor, text);
  if (there) cursor.position++;
  return there;
}

/** Takes the closing bracket, and points to the opening one where it is missing. */
export function expectClosing(cursor: Cursor, closing: Symbol, opening: Token): number {
  const token = peek(cursor);
  if (!skipSymbol(cursor, closing)) {
    if (token.kind === 'end') {
      const opened = shown(cursor, opening);
      throw new SyntaxFault(
        `${opened} is never closed`,
        opening.start,
        opening.end,
        `close it with "${closing}"`,
      );
    }
    throw unexpected(cursor, `"${closing}"`);
  }
  return token.end;
}

export function expectName(cursor: Cursor, what: string): Token & { kind: 'name' } {
  const token = peek(cursor);
  if (token.kind !== 'name') throw unexpected(cursor, what);
  cursor.position++;
  return token;
}

/** PowerShell's operators, which come in as a minus and a name. */
const POWERSHELL: ReadonlyMap<string, string> = new Map([
  ['eq', '=='],
  ['ne', '!='],
  ['lt', '<'],
  ['le', '<='],
  ['gt', '>'],
  ['ge', '>='],
  ['and', 'and'],
  ['or', 'or'],
  ['not', 'not'],
  ['like', 'is match(…)'],
  ['match', 'is search(…)'],
  ['contains', 'in'],
  ['in', 'in'],
]);

/** The fault for a token that cannot stand where it does; `expected` says what could. */
export function unexpected(cursor: Cursor, expected: string): SyntaxFault {
  const token = peek(cursor);
  const previous = cursor.position > 0 ? peek(cursor, -1) : undefined;
  const powershell = foreignOperator(cursor, previous);
  if (powershell) return powershell;
  if (token.kind === 'end') {
    return new SyntaxFault(`the expression ends where ${expected} should follow`, token.start, token.end);
  }
  const help = token.kind === 'symbol' && token.text === '=' ? 'write "==" to compare' : undefined;
  return new SyntaxFault(
    `unexpected ${shown(cursor, token)}, expected ${expected}`,
    token.start,
    token.end,
    help,
  );
}

function foreignOperator(cursor: Cursor, previous: Token | undefined): SyntaxFault | undefined {
  if (previous?.kind === 'name') {
    const before = cursor.position > 1 ? peek(cursor, -2) : undefined;
    const replacement = POWERSHELL.get(previous.text.toLowerCase());
    if (before?.kind === 'symbol' && before.text === '-' && before.end === previous.start && replacement) {
      const written = `-${previous.text}`;
      return new SyntaxFault(
        `"${written}" is PowerShell's operator, not an expression's`,
        before.start,
        previous.end,
        `write "${replacement}"`,
      );
    }
  }
  return undefined;
}

function shown(cursor: Cursor, token: Token): string {
  const text = cursor.text.slice(token.start, token.end);
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
