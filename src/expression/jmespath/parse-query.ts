import { suggest } from '../../diagnostics/suggest.ts';
import { QUERY_FUNCTIONS, type Query, type QueryComparison, type QueryFunction } from './query.ts';
import { fault, readTokens, type QueryToken } from './read-tokens.ts';

/** Characters; what is longer is no query that somebody wrote. */
const LONGEST = 10_000;
/** How deep brackets may stand in each other, and how many parts may follow each other. */
const DEEPEST = 100;
const MOST_PARTS = 500;

/** How tightly what follows a part binds to it; what is not here ends an expression. */
const POWERS: ReadonlyMap<string, number> = new Map([
  ['|', 1],
  ['||', 2],
  ['&&', 3],
  ...['==', '!=', '<', '<=', '>', '>='].map((sign) => [sign, 5] as const),
  ['[]', 9],
  ['[?', 21],
  ['.', 40],
  ['[', 55],
  ['(', 60],
]);
const OF_STAR = 20;
const OF_NOT = 45;
/** What binds less tightly is not done for each item of a projection. */
const OF_PROJECTION = 10;

const CURRENT: Query = { kind: 'current' };

interface Parser {
  readonly tokens: readonly QueryToken[];
  at: number;
  depth: number;
}

/**
 * A JMESPath query, by its specification and, where that leaves something open, as Python's `jmespath` reads it.
 * Errors: a `SyntaxFault` with its place in the query.
 */
export function parseQuery(source: string): Query {
  if (source.length > LONGEST)
    throw fault(`it is ${source.length} characters long, at most ${LONGEST} are allowed`, 0, 1);
  const parser: Parser = { tokens: readTokens(source), at: 0, depth: 0 };
  const query = expression(parser, 0);
  if (peek(parser).kind !== 'end') throw unexpected(parser);
  return query;
}

function expression(parser: Parser, power: number): Query {
  const { start, end } = peek(parser);
  if (++parser.depth > DEEPEST) throw fault(`it is nested more than ${DEEPEST} deep`, start, end);
  let query = first(parser);
  for (let parts = 0; power < powerOf(parser); parts++) {
    if (parts > MOST_PARTS) throw fault(`more than ${MOST_PARTS} parts follow each other`, start, end);
    query = next(parser, query);
  }
  parser.depth--;
  return query;
}

function first(parser: Parser): Query {
  const token = take(parser);
  switch (token.kind) {
    case 'literal':
      return { kind: 'literal', value: token.value };
    case 'name':
      return isSign(parser, '(') ? call(parser, token.name, token) : { kind: 'field', name: token.name };
    case 'quoted-name':
      return { kind: 'field', name: token.name };
    case 'sign':
      return signFirst(parser, token.sign) ?? back(parser);
    default:
      return back(parser);
  }
}

function signFirst(parser: Parser, sign: string): Query | undefined {
  switch (sign) {
    case '*':
      return {
        kind: 'project-values',
        of: CURRENT,
        each: isSign(parser, ']') ? CURRENT : forEach(parser, OF_STAR),
      };
    case '@':
      return CURRENT;
    case '!':
      return { kind: 'not', operand: expression(parser, OF_NOT) };
    case '(': {
      const inside = expression(parser, 0);
      expect(parser, ')');
      return inside;
    }
    case '{':
      return hash(parser);
    case '[]':
      return flattened(parser, CURRENT);
    case '[?':
      return filtered(parser, CURRENT);
    case '[':
      if (isStarInBrackets(parser)) return projected(parser, CURRENT);
      return isIndex(parser) ? indexed(parser, CURRENT) : list(parser);
    default:
      return undefined;
  }
}

function next(parser: Parser, left: Query): Query {
  const token = take(parser);
  const sign = token.kind === 'sign' ? token.sign : '';
  switch (sign) {
    case '.':
      if (!isSign(parser, '*')) return { kind: 'then', first: left, second: member(parser, 40) };
      take(parser);
      return { kind: 'project-values', of: left, each: forEach(parser, 40) };
    case '|':
      return { kind: 'then', first: left, second: expression(parser, 1) };
    case '||':
      return { kind: 'or', left, right: expression(parser, 2) };
    case '&&':
      return { kind: 'and', left, right: expression(parser, 3) };
    case '[]':
      return flattened(parser, left);
    case '[?':
      return filtered(parser, left);
    case '[':
      return isIndex(parser) ? indexed(parser, left) : projected(parser, left);
    case '(':
      throw fault('only a name can be called', token.start, token.end);
    default:
      return { kind: 'compare', operator: sign as QueryComparison, left, right: expression(parser, 5) };
  }
}

/** What is done for each item of a projection: all that binds tightly enough. */
function forEach(parser: Parser, power: number): Query {
  const token = peek(parser);
  const sign = token.kind === 'sign' ? token.sign : '';
  if (sign === '[' || sign === '[?') return expression(parser, power);
  if (sign === '.') {
    take(parser);
    return member(parser, power);
  }
  if (token.kind === 'end' || (POWERS.get(sign) ?? (isClosing(sign) ? 0 : Infinity)) < OF_PROJECTION)
    return CURRENT;
  throw unexpected(parser);
}

function isClosing(sign: string): boolean {
  return [']', ')', '}', ',', ':'].includes(sign);
}

function member(parser: Parser, power: number): Query {
  const token = peek(parser);
  if (token.kind === 'name' || token.kind === 'quoted-name' || isSign(parser, '*'))
    return expression(parser, power);
  if (isSign(parser, '[')) {
    take(parser);
    return list(parser);
  }
  if (isSign(parser, '{')) {
    take(parser);
    return hash(parser);
  }
  throw unexpected(parser, 'behind a dot stands a name, "*", "[" or "{"');
}

function flattened(parser: Parser, left: Query): Query {
  return { kind: 'project', of: { kind: 'flatten', list: left }, each: forEach(parser, 9) };
}

function filtered(parser: Parser, left: Query): Query {
  const condition = expression(parser, 0);
  expect(parser, ']');
  return { kind: 'project', of: left, each: isSign(parser, '[]') ? CURRENT : forEach(parser, 21), condition };
}

function isStarInBrackets({ tokens, at }: Parser): boolean {
  const [star, bracket] = [tokens[at], tokens[at + 1]];
  return star?.kind === 'sign' && star.sign === '*' && bracket?.kind === 'sign' && bracket.sign === ']';
}

function projected(parser: Parser, left: Query): Query {
  if (!isStarInBrackets(parser))
    throw unexpected(parser, 'in brackets stands a number, a slice, "*", or "?" and a condition');
  parser.at += 2;
  return { kind: 'project', of: left, each: forEach(parser, OF_STAR) };
}

function isIndex(parser: Parser): boolean {
  return peek(parser).kind === 'number' || isSign(parser, ':');
}

function indexed(parser: Parser, left: Query): Query {
  const { start } = peek(parser);
  const bounds: (number | undefined)[] = [undefined];
  while (!isSign(parser, ']')) {
    const token = take(parser);
    if (token.kind === 'number' && bounds.at(-1) === undefined) bounds[bounds.length - 1] = token.number;
    else if (token.kind === 'sign' && token.sign === ':' && bounds.length < 3) bounds.push(undefined);
    else return back(parser);
  }
  const { end } = take(parser);
  const [from, stop, step] = bounds;
  if (bounds.length === 1) return { kind: 'then', first: left, second: { kind: 'index', index: from ?? 0 } };
  if (step === 0) throw fault('the step of a slice cannot be 0', start, end - 1);
  const part: Query = { kind: 'then', first: left, second: { kind: 'slice', start: from, stop, step } };
  return { kind: 'project', of: part, each: forEach(parser, OF_STAR) };
}

function list(parser: Parser): Query {
  const items: Query[] = [];
  do items.push(expression(parser, 0));
  while (taken(parser, ','));
  expect(parser, ']');
  return { kind: 'list', items };
}

function hash(parser: Parser): Query {
  const entries: (readonly [string, Query])[] = [];
  do {
    const key = take(parser);
    if (key.kind !== 'name' && key.kind !== 'quoted-name') {
      parser.at--;
      throw unexpected(parser, 'an entry is a name, ":" and an expression');
    }
    expect(parser, ':');
    entries.push([key.name, expression(parser, 0)]);
  } while (taken(parser, ','));
  expect(parser, '}');
  return { kind: 'hash', entries };
}

function call(parser: Parser, name: string, { start, end }: QueryToken): Query {
  if (!isFunction(name)) {
    const near = suggest(name, Object.keys(QUERY_FUNCTIONS));
    throw fault(
      `there is no function "${name}"`,
      start,
      end,
      near === undefined ? undefined : `did you mean "${near}"?`,
    );
  }
  const parameters: readonly string[] = QUERY_FUNCTIONS[name];
  const args: Query[] = [];
  take(parser);
  while (!isSign(parser, ')')) {
    if (args.length > 0) expect(parser, ',');
    const reference = peek(parser);
    const isReference = taken(parser, '&');
    const wanted = parameters[args.length];
    if (isReference !== (wanted === '&') && (isReference || wanted === '&'))
      throw isReference
        ? fault(
            `"${name}" takes no expression reference here`,
            reference.start,
            reference.end,
            'leave "&" out',
          )
        : fault(
            `"${name}" takes an expression reference here`,
            reference.start,
            reference.end,
            'write "&" before it',
          );
    args.push(expression(parser, 0));
  }
  take(parser);
  const isOpen = parameters.includes('…');
  const least = isOpen ? parameters.length - 1 : parameters.length;
  if (args.length < least || (args.length > least && !isOpen))
    throw fault(
      `"${name}" takes ${isOpen ? 'at least ' : ''}${least === 1 ? 'one argument' : `${least} arguments`}, ${args.length} given`,
      start,
      end,
    );
  return { kind: 'call', name, args };
}

function isFunction(name: string): name is QueryFunction {
  return Object.hasOwn(QUERY_FUNCTIONS, name);
}

function peek({ tokens, at }: Parser): QueryToken {
  const token = tokens[at] ?? tokens.at(-1);
  if (!token) throw new RangeError('a query has its end among its tokens');
  return token;
}

function take(parser: Parser): QueryToken {
  const token = peek(parser);
  parser.at++;
  return token;
}

function taken(parser: Parser, sign: string): boolean {
  const there = isSign(parser, sign);
  if (there) parser.at++;
  return there;
}

function isSign(parser: Parser, sign: string): boolean {
  const token = peek(parser);
  return token.kind === 'sign' && token.sign === sign;
}

function powerOf(parser: Parser): number {
  const token = peek(parser);
  return token.kind === 'sign' ? (POWERS.get(token.sign) ?? 0) : 0;
}

function expect(parser: Parser, sign: string): void {
  if (!taken(parser, sign)) throw unexpected(parser, `"${sign}" is expected`);
}

/** The token that was taken last cannot stand where it stands. */
function back(parser: Parser): never {
  parser.at--;
  throw unexpected(parser);
}

function unexpected(parser: Parser, help?: string): Error {
  const token = peek(parser);
  if (token.kind === 'end') {
    const what = help?.endsWith(' is expected') === true ? `: ${help}` : '';
    return fault(`it ends too early${what}`, Math.max(0, token.start - 1), token.end);
  }
  return fault(`${describe(token)} cannot stand here`, token.start, token.end, help);
}

function describe(token: QueryToken): string {
  switch (token.kind) {
    case 'sign':
      return `"${token.sign}"`;
    case 'name':
    case 'quoted-name':
      return `the name "${token.name}"`;
    case 'number':
      return `the number ${token.number}`;
    case 'literal':
      return 'a literal';
    case 'end':
      return 'the end';
  }
}
