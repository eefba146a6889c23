import type { Key, Value } from '../values/value.ts';
import type { Budget } from './budget.ts';
import { Fault } from './fault.ts';

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y;
const WORD = /true|false|null|NaN|-?Infinity/y;
// eslint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\u0000-\u001f]|\\.)*"/y;

const WORDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
]);

/** Deeper JSON is no data that a task works with. */
const MAX_DEPTH = 500;
/** The conversion of digits takes quadratic time. */
const MAX_DIGITS = 10_000;

/** The value that a JSON text stands for; integers stay exact, whatever their size. */
export function parseJson(text: string, budget: Budget): Value {
  let at = 0;
  const skip = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const take = (character: string): boolean => {
    skip(SPACE);
    const there = text[at] === character;
    if (there) at++;
    return there;
  };
  const fail = (expected: string): Fault => {
    const line = text.slice(0, at).split('\n').length;
    const column = at - text.lastIndexOf('\n', at - 1);
    const near = at >= text.length ? 'it ends there' : `"${text.slice(at, at + 20)}" stands there`;
    return new Fault(`the text is not JSON: line ${line}, column ${column}: ${expected} expected, ${near}`);
  };
  const parseString = (): string => {
    const written = skip(STRING);
    if (written === undefined) throw fail('a string');
    if (!written.includes('\\')) return written.slice(1, -1);
    try {
      return JSON.parse(written) as string;
    } catch {
      at -= written.length;
      throw fail('a string with valid escapes');
    }
  };
  const parseValue = (depth: number): Value => {
    budget.spend();
    if (depth > MAX_DEPTH) throw new Fault('the JSON is nested too deeply');
    skip(SPACE);
    if (text[at] === '"') return parseString();
    if (take('[')) return parseList(depth);
    if (take('{')) return parseObject(depth);
    const word = skip(WORD);
    if (word !== undefined) return WORDS.get(word) ?? null;
    const number = skip(NUMBER);
    if (number === undefined) throw fail('a value');
    if (number.length > MAX_DIGITS) throw new Fault('a number in the JSON has too many digits');
    return /[.eE]/.test(number) ? Number(number) : BigInt(number);
  };
  const parseList = (depth: number): Value => {
    const items: Value[] = [];
    if (take(']')) return items;
    do items.push(parseValue(depth + 1));
    while (take(','));
    if (!take(']')) throw fail('"," or "]"');
    return items;
  };
  const parseObject = (depth: number): Value => {
    const entries = new Map<Key, Value>();
    if (take('}')) return entries;
    do {
      skip(SPACE);
      const key = parseString();
      if (!take(':')) throw fail('":"');
      entries.set(key, parseValue(depth + 1));
    } while (take(','));
    if (!take('}')) throw fail('"," or "}"');
    return entries;
  };
  budget.text(text.length);
  const value = parseValue(0);
  skip(SPACE);
  if (at < text.length) throw fail('the end');
  return value;
}
