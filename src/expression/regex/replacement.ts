import { Fault } from '../fault.ts';
import type { Match, Regex } from './regex.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** A replacement of Python's syntax, `\1`, `\g<1>`, `\g<name>`, as what it gives for a match. */
export function compileReplacement(regex: Regex, replacement: string): (match: Match) => string {
  const parts: (string | number)[] = [];
  const pattern = /\\(?:g<([^>]*)>|(0[0-7]{0,2}|[1-3][0-7]{2})|([1-9]\d?)|(.))|\\$|[^\\]+/gsu;
  for (const [whole, name, octal, digits, letter] of replacement.matchAll(pattern)) {
    if (name !== undefined) parts.push(groupIndex(regex, name));
    else if (octal !== undefined) parts.push(String.fromCodePoint(Number.parseInt(octal, 8)));
    else if (digits !== undefined) parts.push(groupIndex(regex, digits));
    else if (letter !== undefined) parts.push(escape(letter));
    else if (whole === '\\') throw replacementFault('it ends in a backslash');
    else parts.push(whole);
  }
  return ({ groups }) =>
    parts.map((part) => (typeof part === 'string' ? part : (groups[part] ?? ''))).join('');
}

/** The number of a group by its number or name. */
export function groupIndex(regex: Regex, name: string): number {
  const index = /^\d+$/.test(name) ? Number(name) : regex.names.get(name);
  if (index === undefined || index > regex.groups)
    throw replacementFault(`the pattern has no group "${name}"`);
  return index;
}

function escape(letter: string): string {
  const known = ESCAPES.get(letter);
  if (known !== undefined) return known;
  if (/[a-z]/i.test(letter)) throw replacementFault(`"\\${letter}" is not known`);
  return `\\${letter}`;
}

function replacementFault(message: string): Fault {
  return new Fault(`the replacement is wrong: ${message}`, undefined, 'regex-syntax');
}
