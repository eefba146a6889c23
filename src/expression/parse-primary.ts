import type { FunctionCall, Node } from './ast.ts';
import {
  atSymbol,
  type Cursor,
  expectClosing,
  expectName,
  next,
  peek,
  skipSymbol,
  unexpected,
} from './cursor.ts';
import { readInput } from './environment-lookup.ts';
import { parseArguments } from './parse-arguments.ts';
import { SyntaxFault } from './syntax-fault.ts';
import type { Token } from './token.ts';

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

/** Words that are part of the grammar: where one stands instead of a value, an operand is missing. */
const RESERVED = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else']);

/** A literal, a name, or anything in brackets. */
export function parsePrimary(cursor: Cursor): Node {
  const token = peek(cursor);
  const range = { start: token.start, end: token.end };
  switch (token.kind) {
    case 'integer':
    case 'float':
      next(cursor);
      return { kind: 'literal', value: token.value, range };
    case 'string':
      return parseStrings(cursor);
    case 'name': {
      const constant = CONSTANTS.get(token.text);
      if (constant === undefined && RESERVED.has(token.text)) throw unexpected(cursor, 'a value');
      next(cursor);
      if (constant !== undefined) return { kind: 'literal', value: constant, range };
      return { kind: 'name', name: token.text, range };
    }
    case 'symbol':
      if (token.text === '(') return parseParentheses(cursor);
      if (token.text === '[') return parseList(cursor);
      if (token.text === '{') return parseDict(cursor);
      throw unexpected(cursor, 'a value');
    case 'end':
      throw unexpected(cursor, 'a value');
  }
}

/** Strings that stand side by side are one, as in Python. */
function parseStrings(cursor: Cursor): Node {
  const { start } = peek(cursor);
  let end = start;
  const parts: string[] = [];
  for (let token = peek(cursor); token.kind === 'string'; token = peek(cursor)) {
    parts.push(token.value);
    end = token.end;
    next(cursor);
  }
  return { kind: 'literal', value: parts.join(''), range: { start, end } };
}

function parseParentheses(cursor: Cursor): Node {
  const opening = next(cursor);
  const { items, comma } = parseItems(cursor, ')');
  const end = expectClosing(cursor, ')', opening);
  const range = { start: opening.start, end };
  const only = items[0];
  if (only && items.length === 1 && !comma) return { ...only, range };
  return { kind: 'list', items, tuple: true, range };
}

function parseList(cursor: Cursor): Node {
  const opening = next(cursor);
  const { items } = parseItems(cursor, ']');
  const end = expectClosing(cursor, ']', opening);
  return { kind: 'list', items, tuple: false, range: { start: opening.start, end } };
}

function parseItems(cursor: Cursor, closing: ')' | ']'): { items: Node[]; comma: boolean } {
  const items: Node[] = [];
  let comma = false;
  while (!atSymbol(cursor, closing)) {
    if (items.length > 0) {
      if (!skipSymbol(cursor, ',')) {
        if (peek(cursor).kind === 'end') break;
        throw unexpected(cursor, `"," or "${closing}"`);
      }
      comma = true;
      if (atSymbol(cursor, closing)) break;
    }
    if (peek(cursor).kind === 'end') break;
    items.push(cursor.parseNode(cursor));
  }
  return { items, comma };
}

function parseDict(cursor: Cursor): Node {
  const opening = next(cursor);
  if (atSymbol(cursor, '{') && peek(cursor).start === opening.end) {
    throw new SyntaxFault(
      '"{{ }}" stands inside an expression',
      opening.start,
      peek(cursor).end,
      'remove the braces: a name in an expression is a variable already',
      'template-in-expression',
    );
  }
  const entries: { key: Node; value: Node }[] = [];
  while (!atSymbol(cursor, '}')) {
    if (entries.length > 0) {
      if (!skipSymbol(cursor, ',')) {
        if (peek(cursor).kind === 'end') break;
        throw unexpected(cursor, '"," or "}"');
      }
      if (atSymbol(cursor, '}')) break;
    }
    if (peek(cursor).kind === 'end') break;
    const key = cursor.parseNode(cursor);
    if (!skipSymbol(cursor, ':')) throw unexpected(cursor, '":"');
    entries.push({ key, value: cursor.parseNode(cursor) });
  }
  const end = expectClosing(cursor, '}', opening);
  return { kind: 'dict', entries, range: { start: opening.start, end } };
}

/** Attributes, subscripts and calls in a row may be this many: they make a tree that leans to the left. */
const MAX_CHAIN = 500;

/** What follows a value directly: `.name`, `.0`, `[…]` and `(…)`. */
export function parsePostfix(cursor: Cursor, value: Node): Node {
  let node = value;
  for (let chain = 0; chain <= MAX_CHAIN; chain++) {
    const token = peek(cursor);
    if (skipSymbol(cursor, '.')) node = parseAttribute(cursor, node);
    else if (atSymbol(cursor, '[')) node = parseSubscript(cursor, node);
    else if (atSymbol(cursor, '(')) node = parseCall(cursor, node, token);
    else return node;
  }
  throw new SyntaxFault('too many subscripts in a row', node.range.start, node.range.end);
}

function parseAttribute(cursor: Cursor, object: Node): Node {
  const token = peek(cursor);
  if (token.kind === 'integer') {
    next(cursor);
    const index: Node = {
      kind: 'literal',
      value: token.value,
      range: { start: token.start, end: token.end },
    };
    return { kind: 'subscript', object, index, range: { start: object.range.start, end: token.end } };
  }
  const { text: name, end } = expectName(cursor, 'the name of a property');
  const range = { start: object.range.start, end };
  if (!atSymbol(cursor, '(')) return { kind: 'attribute', object, name, range };
  const call = parseArguments(cursor);
  const callRange = { start: object.range.start, end: call.end };
  return { kind: 'method-call', object, name, arguments: call.arguments, range: callRange };
}

function parseSubscript(cursor: Cursor, object: Node): Node {
  const opening = next(cursor);
  if (atSymbol(cursor, ']')) throw unexpected(cursor, 'an index');
  const start = atSymbol(cursor, ':') ? undefined : cursor.parseNode(cursor);
  if (!skipSymbol(cursor, ':')) {
    if (atSymbol(cursor, ',')) throw unexpected(cursor, '"]": a value has one index');
    const end = expectClosing(cursor, ']', opening);
    if (!start) throw unexpected(cursor, 'an index');
    return { kind: 'subscript', object, index: start, range: { start: object.range.start, end } };
  }
  const stop = atSymbol(cursor, ':') || atSymbol(cursor, ']') ? undefined : cursor.parseNode(cursor);
  const step = skipSymbol(cursor, ':') && !atSymbol(cursor, ']') ? cursor.parseNode(cursor) : undefined;
  const end = expectClosing(cursor, ']', opening);
  return { kind: 'slice', object, start, stop, step, range: { start: object.range.start, end } };
}

function parseCall(cursor: Cursor, callee: Node, opening: Token): Node {
  if (callee.kind !== 'name') {
    throw new SyntaxFault('this is called, and is no function', opening.start, opening.end);
  }
  const call = parseArguments(cursor);
  const range = { start: callee.range.start, end: call.end };
  const node: FunctionCall = { kind: 'function-call', name: callee.name, arguments: call.arguments, range };
  return readInput(node, cursor.inputs) ?? node;
}
