import type { Arguments, CompareOperator, Node } from './ast.ts';
import { parsePostfix, parsePrimary } from './parse-primary.ts';
import { atSymbol, atWord, type Cursor, next, peek, skipSymbol, skipWord, unexpected } from './cursor.ts';
import { parseArguments } from './parse-arguments.ts';
import type { EnvironmentInputs } from './environment-lookup.ts';
import { SyntaxFault } from './syntax-fault.ts';
import type { Token } from './token.ts';

/*
 * A Pratt parser with Jinja2's precedence, which is not Python's everywhere: `**` groups to the left, a sign binds tighter
 * than `**`, and filters and tests bind tighter than any operator.
 */

/** How tightly an operator binds: a larger number binds tighter. */
const BINDING = { or: 1, and: 2, not: 3, compare: 4, sum: 5, concat: 6, product: 7, power: 8 } as const;

/** Expressions inside expressions; every level costs stack. */
const MAX_NESTING = 100;
/** Operators in a row at one level: they make a tree that leans to the left. */
const MAX_CHAIN = 500;

/** Parses all tokens as one expression; inside braces also as a tuple, where commas separate several. */
export function parseTokens(
  tokens: readonly Token[],
  text: string,
  inBraces: boolean,
  inputs: EnvironmentInputs,
): Node {
  const cursor: Cursor = { tokens, text, inputs, parseNode, position: 0, nesting: 0 };
  const node = inBraces ? parseTuple(cursor) : parseNode(cursor);
  if (peek(cursor).kind !== 'end') throw unexpected(cursor, 'an operator or the end of the expression');
  return node;
}

function parseTuple(cursor: Cursor): Node {
  const first = parseNode(cursor);
  if (!atSymbol(cursor, ',')) return first;
  const items = [first];
  while (skipSymbol(cursor, ',')) {
    if (peek(cursor).kind === 'end') break;
    items.push(parseNode(cursor));
  }
  const end = items.at(-1)?.range.end ?? first.range.end;
  return { kind: 'list', items, tuple: true, range: { start: first.range.start, end } };
}

/** An expression with everything that can stand in one, `a if b else c` too. */
function parseNode(cursor: Cursor): Node {
  if (cursor.nesting >= MAX_NESTING) {
    const { start, end } = peek(cursor);
    throw new SyntaxFault('the expression is nested too deeply', start, end);
  }
  cursor.nesting++;
  let node = parseOperators(cursor, BINDING.or);
  while (skipWord(cursor, 'if')) {
    const condition = parseOperators(cursor, BINDING.or);
    const otherwise = skipWord(cursor, 'else') ? parseNode(cursor) : undefined;
    const range = { start: node.range.start, end: (otherwise ?? condition).range.end };
    node = { kind: 'conditional', condition, then: node, otherwise, range };
  }
  cursor.nesting--;
  return node;
}

function parseOperators(cursor: Cursor, least: number): Node {
  let left: Node;
  if (least <= BINDING.not && atWord(cursor, 'not')) {
    left = parseNot(cursor);
  } else {
    left = parseUnary(cursor, true);
  }
  for (let chain = 0; ; chain++) {
    if (chain > MAX_CHAIN)
      throw new SyntaxFault('too many operators in a row', left.range.start, left.range.end);
    const joined = parseInfix(cursor, left, least);
    if (!joined) return left;
    left = joined;
  }
}

function parseNot(cursor: Cursor): Node {
  const { start, end } = next(cursor);
  if (cursor.nesting++ >= MAX_NESTING)
    throw new SyntaxFault('the expression is nested too deeply', start, end);
  const operand = parseOperators(cursor, BINDING.not);
  cursor.nesting--;
  return { kind: 'not', operand, range: { start, end: operand.range.end } };
}

/** The operator that follows and its right side, or nothing where none follows that binds at least so tightly. */
function parseInfix(cursor: Cursor, left: Node, least: number): Node | undefined {
  const token = peek(cursor);
  if (token.kind === 'name') {
    if (token.text === 'or' || token.text === 'and') {
      const binding = BINDING[token.text];
      if (binding < least) return undefined;
      next(cursor);
      const right = parseOperators(cursor, binding + 1);
      return { kind: 'logical', operator: token.text, left, right, range: span(left, right) };
    }
  } else if (token.kind === 'symbol') {
    switch (token.text) {
      case '+':
      case '-':
        return parseBinary(cursor, left, least, BINDING.sum, token.text);
      case '*':
      case '/':
      case '//':
      case '%':
        return parseBinary(cursor, left, least, BINDING.product, token.text);
      case '**':
        return parseBinary(cursor, left, least, BINDING.power, token.text);
      case '~':
        return BINDING.concat < least ? undefined : parseConcat(cursor, left);
      default:
    }
  }
  return BINDING.compare < least ? undefined : parseCompare(cursor, left);
}

function parseBinary(
  cursor: Cursor,
  left: Node,
  least: number,
  binding: number,
  operator: '+' | '-' | '*' | '/' | '//' | '%' | '**',
): Node | undefined {
  if (binding < least) return undefined;
  next(cursor);
  const right = parseOperators(cursor, binding + 1);
  return { kind: 'binary', operator, left, right, range: span(left, right) };
}

function parseConcat(cursor: Cursor, left: Node): Node {
  const parts = [left];
  let last = left;
  while (skipSymbol(cursor, '~')) {
    last = parseOperators(cursor, BINDING.concat + 1);
    parts.push(last);
  }
  return { kind: 'concat', parts, range: span(left, last) };
}

function parseCompare(cursor: Cursor, first: Node): Node | undefined {
  const rest: { operator: CompareOperator; operand: Node }[] = [];
  let last = first;
  for (let operator = compareOperator(cursor); operator; operator = compareOperator(cursor)) {
    last = parseOperators(cursor, BINDING.compare + 1);
    rest.push({ operator, operand: last });
  }
  if (rest.length === 0) return undefined;
  return { kind: 'compare', first, rest, range: span(first, last) };
}

function compareOperator(cursor: Cursor): CompareOperator | undefined {
  const token = peek(cursor);
  if (token.kind === 'symbol') {
    switch (token.text) {
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        next(cursor);
        return token.text;
      default:
        return undefined;
    }
  }
  if (skipWord(cursor, 'in')) return 'in';
  if (atWord(cursor, 'not') && atWord(cursor, 'in', 1)) {
    cursor.position += 2;
    return 'not in';
  }
  return undefined;
}

/** A sign, a value, what follows it (`.name`, `[…]`, `(…)`) and, outside a sign's operand, filters and tests. */
function parseUnary(cursor: Cursor, withFilters: boolean): Node {
  const token = peek(cursor);
  let node: Node;
  if (token.kind === 'symbol' && (token.text === '-' || token.text === '+')) {
    next(cursor);
    if (cursor.nesting++ >= MAX_NESTING) {
      throw new SyntaxFault('the expression is nested too deeply', token.start, token.end);
    }
    const operand = parseUnary(cursor, false);
    cursor.nesting--;
    node = {
      kind: 'unary',
      operator: token.text,
      operand,
      range: { start: token.start, end: operand.range.end },
    };
  } else {
    node = parsePrimary(cursor);
  }
  node = parsePostfix(cursor, node);
  return withFilters ? parseFilters(cursor, node) : node;
}

function parseFilters(cursor: Cursor, input: Node): Node {
  let node = input;
  for (let chain = 0; ; chain++) {
    if (chain > MAX_CHAIN)
      throw new SyntaxFault('too many filters in a row', node.range.start, node.range.end);
    if (skipSymbol(cursor, '|')) node = parseFilter(cursor, node);
    else if (skipWord(cursor, 'is')) node = parseTest(cursor, node);
    else if (atSymbol(cursor, '('))
      throw unexpected(cursor, 'an operator: the result of a filter or test is no function');
    else return node;
  }
}

function parseFilter(cursor: Cursor, input: Node): Node {
  const { name, range: nameRange } = parseQualifiedName(cursor, 'the name of a filter');
  const parenthesis = atSymbol(cursor, '(') ? parseArguments(cursor) : undefined;
  return {
    kind: 'filter',
    input,
    name,
    nameRange,
    arguments: parenthesis?.arguments ?? NO_ARGUMENTS,
    range: { start: input.range.start, end: parenthesis?.end ?? nameRange.end },
  };
}

function parseTest(cursor: Cursor, input: Node): Node {
  const negated = skipWord(cursor, 'not');
  const { name, range: nameRange } = parseQualifiedName(cursor, 'the name of a test');
  let end = nameRange.end;
  let given = NO_ARGUMENTS;
  if (atSymbol(cursor, '(')) {
    const parenthesis = parseArguments(cursor);
    given = parenthesis.arguments;
    end = parenthesis.end;
  } else if (startsArgument(cursor)) {
    // `x is divisibleby 3`: one value without parentheses, to which no operator belongs.
    if (atWord(cursor, 'is'))
      throw unexpected(cursor, 'an operator: tests cannot be chained, write "(a is b) is c"');
    const argument = parsePostfix(cursor, parsePrimary(cursor));
    given = { ...NO_ARGUMENTS, positional: [argument] };
    end = argument.range.end;
  }
  const range = { start: input.range.start, end };
  const test: Node = { kind: 'test', input, name, nameRange, arguments: given, range };
  return negated ? { kind: 'not', operand: test, range } : test;
}

const NO_ARGUMENTS: Arguments = { positional: [], named: [], spread: undefined, spreadNamed: undefined };

/** Words that go on with the expression after a test, rather than being its argument. */
const CONTINUES = new Set(['else', 'or', 'and', 'if', 'in', 'not']);

function startsArgument(cursor: Cursor): boolean {
  const token = peek(cursor);
  switch (token.kind) {
    case 'name':
      return !CONTINUES.has(token.text);
    case 'integer':
    case 'float':
    case 'string':
      return true;
    case 'symbol':
      return token.text === '[' || token.text === '{';
    case 'end':
      return false;
  }
}

/** `combine`, `ansible.builtin.combine` */
function parseQualifiedName(
  cursor: Cursor,
  what: string,
): { name: string; range: { start: number; end: number } } {
  const first = peek(cursor);
  let name = '';
  let end: number;
  do {
    const token = peek(cursor);
    if (token.kind !== 'name') throw unexpected(cursor, what);
    next(cursor);
    name += (name && '.') + token.text;
    end = token.end;
  } while (skipSymbol(cursor, '.'));
  return { name: name.replace(/^ansible\.builtin\.(?=.)/, ''), range: { start: first.start, end } };
}

function span(first: Node, last: Node): { start: number; end: number } {
  return { start: first.range.start, end: last.range.end };
}
