import { classOf, isWord, literalOf } from './character-classes.ts';
import { parseSet } from './parse-set.ts';
import type { Flags, Pattern } from './pattern.ts';
import { advance, escapedCode, type Reader, regexFault } from './reader.ts';

/** Groups inside groups; every level costs stack. */
const MAX_NESTING = 100;

/** What a pattern means, and its groups. */
export interface ParsedRegex {
  readonly pattern: Pattern;
  /** How many groups capture. */
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
}

/**
 * Parses Python's syntax.
 *
 * @throws Fault for what is no pattern, and for what is not supported: conditional and atomic groups.
 */
export function parseRegex(source: string, flags: Flags): ParsedRegex {
  const reader: Reader = { source, at: 0, groups: 0, names: new Map(), open: new Set(), nesting: 0 };
  const inline = /^\(\?([aimsux]+)\)/.exec(source);
  if (inline) reader.at = inline[0].length;
  const pattern = parseAlternatives(reader, inline ? withFlags(flags, inline[1] ?? '', '') : flags);
  if (reader.at < source.length) throw regexFault(reader, 'there is a ")" too many');
  return { pattern, groups: reader.groups, names: reader.names };
}

function withFlags(flags: Flags, on: string, off: string): Flags {
  const choose = (letter: string, before: boolean) =>
    (on.includes(letter) || before) && !off.includes(letter);
  return {
    ignoreCase: choose('i', flags.ignoreCase),
    multiline: choose('m', flags.multiline),
    dotAll: choose('s', flags.dotAll),
    verbose: choose('x', flags.verbose),
    ascii: on.includes('a') || (flags.ascii && !on.includes('u')),
  };
}

function parseAlternatives(reader: Reader, flags: Flags): Pattern {
  if (reader.nesting++ > MAX_NESTING) throw regexFault(reader, 'it is nested too deeply');
  const branches = [parseSequence(reader, flags)];
  while (advance(reader, '|')) branches.push(parseSequence(reader, flags));
  reader.nesting--;
  return branches.length === 1 && branches[0] ? branches[0] : { kind: 'alternatives', branches };
}

function parseSequence(reader: Reader, flags: Flags): Pattern {
  const parts: Pattern[] = [];
  for (;;) {
    if (flags.verbose) skipComments(reader);
    const character = reader.source[reader.at];
    if (character === undefined || character === '|' || character === ')') break;
    const atom = parseAtom(reader, flags);
    parts.push(parseQuantifier(reader, flags, atom));
  }
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'sequence', parts };
}

function skipComments(reader: Reader): void {
  const skipped = /^(?:\s|#[^\n]*)*/.exec(reader.source.slice(reader.at));
  reader.at += skipped?.[0].length ?? 0;
}

function parseAtom(reader: Reader, flags: Flags): Pattern {
  const code = reader.source.codePointAt(reader.at) ?? 0;
  const character = String.fromCodePoint(code);
  switch (character) {
    case '.':
      reader.at++;
      return { kind: 'character', test: flags.dotAll ? () => true : (other) => other !== 10 };
    case '^':
      reader.at++;
      return assertion(
        flags.multiline ? (text, at) => at === 0 || text[at - 1] === '\n' : (_, at) => at === 0,
      );
    case '$':
      reader.at++;
      return assertion(
        (text, at) =>
          at === text.length || (text[at] === '\n' && (flags.multiline || at === text.length - 1)),
      );
    case '[':
      return parseSet(reader, flags);
    case '(':
      return parseGroup(reader, flags);
    case '\\':
      return parseEscape(reader, flags);
    case '*':
    case '+':
    case '?':
      throw regexFault(reader, `there is nothing for "${character}" to repeat`);
    default:
      reader.at += character.length;
      return { kind: 'character', ...literalOf(code, flags.ignoreCase) };
  }
}

function assertion(holds: (text: string, at: number) => boolean): Pattern {
  return { kind: 'assertion', holds };
}

function parseQuantifier(reader: Reader, flags: Flags, body: Pattern): Pattern {
  if (flags.verbose) skipComments(reader);
  const match = /^(?:([*+?])|\{(\d*)(,?)(\d*)\})/.exec(reader.source.slice(reader.at, reader.at + 30));
  if (!match) return body;
  const [whole, symbol, low = '', comma = '', high = ''] = match;
  // `{}` and `{,}`: the first is text, the second any number.
  if (symbol === undefined && low === '' && comma === '') return body;
  if (body.kind === 'assertion' || body.kind === 'empty')
    throw regexFault(reader, `there is nothing for "${whole}" to repeat`);
  reader.at += whole.length;
  const least = symbol === undefined ? Number(low || 0) : symbol === '+' ? 1 : 0;
  const most =
    symbol === undefined
      ? comma === ''
        ? least
        : high === ''
          ? Infinity
          : Number(high)
      : symbol === '?'
        ? 1
        : Infinity;
  if (most < least) throw regexFault(reader, 'a repeat has its numbers in the wrong order');
  const greedy = !advance(reader, '?');
  if (greedy && reader.source[reader.at] === '+')
    throw regexFault(reader, 'possessive repeats are not supported');
  if (/^[*+?]|^\{(\d+,?\d*|,\d*)\}/.test(reader.source.slice(reader.at, reader.at + 30))) {
    throw regexFault(reader, 'there are two repeats in a row');
  }
  return { kind: 'repeat', body, least, most, greedy };
}

function parseGroup(reader: Reader, flags: Flags): Pattern {
  const start = reader.at;
  reader.at++;
  if (!advance(reader, '?')) return capture(reader, flags, start, undefined);
  const rest = reader.source.slice(reader.at);
  const name = /^P<([^>]*)>/.exec(rest);
  if (name) {
    reader.at += name[0].length;
    return capture(reader, flags, start, name[1] ?? '');
  }
  const reference = /^P=([^)]*)\)/.exec(rest);
  if (reference) {
    reader.at += reference[0].length;
    const index = reader.names.get(reference[1] ?? '');
    if (index === undefined)
      throw regexFault(reader, `there is no group "${reference[1] ?? ''}" before this`);
    return { kind: 'back-reference', index, ignoreCase: flags.ignoreCase };
  }
  const comment = /^#[^)]*\)/.exec(rest);
  if (comment) {
    reader.at += comment[0].length;
    return { kind: 'empty' };
  }
  const look = /^(<?)([=!])/.exec(rest);
  if (look) {
    reader.at += look[0].length;
    const body = closed(reader, parseAlternatives(reader, flags), start);
    return { kind: 'look', behind: look[1] === '<', negative: look[2] === '!', body };
  }
  const scoped = /^([aimsux]*)(?:-([imsx]+))?:/.exec(rest);
  if (scoped) {
    reader.at += scoped[0].length;
    const inner = withFlags(flags, scoped[1] ?? '', scoped[2] ?? '');
    return { kind: 'sequence', parts: [closed(reader, parseAlternatives(reader, inner), start)] };
  }
  if (/^[aimsux]+\)/.test(rest)) throw regexFault(reader, 'flags for all of it must stand at its beginning');
  if (rest.startsWith('(') || rest.startsWith('>'))
    throw regexFault(reader, 'conditional and atomic groups are not supported');
  if (rest.startsWith('<')) throw regexFault(reader, 'a name of a group is written "(?P<name>…)"');
  throw regexFault(reader, `"(?${rest.slice(0, 1)}" is not known`);
}

function capture(reader: Reader, flags: Flags, start: number, name: string | undefined): Pattern {
  const index = ++reader.groups;
  if (name !== undefined) {
    if (!/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name))
      throw regexFault(reader, `"${name}" is no name for a group`);
    if (reader.names.has(name)) throw regexFault(reader, `two groups have the name "${name}"`);
    reader.names.set(name, index);
  }
  reader.open.add(index);
  const body = closed(reader, parseAlternatives(reader, flags), start);
  reader.open.delete(index);
  return { kind: 'group', index, body };
}

function closed(reader: Reader, body: Pattern, start: number): Pattern {
  if (advance(reader, ')')) return body;
  reader.at = start;
  throw regexFault(reader, 'a "(" is never closed');
}

function parseEscape(reader: Reader, flags: Flags): Pattern {
  const letter = reader.source.charAt(reader.at + 1);
  const test = classOf(letter, flags);
  if (test) {
    reader.at += 2;
    return { kind: 'character', test };
  }
  switch (letter) {
    case 'A':
      reader.at += 2;
      return assertion((_, at) => at === 0);
    case 'Z':
      reader.at += 2;
      return assertion((text, at) => at === text.length);
    case 'b':
    case 'B':
      reader.at += 2;
      return assertion(
        // As in Python, an empty text has no place that is not a boundary either.
        (text, at) => text !== '' && isBoundary(text, at, flags.ascii) === (letter === 'b'),
      );
    default:
  }
  const reference = /^[1-9]\d?/.exec(reader.source.slice(reader.at + 1, reader.at + 3))?.[0];
  if (reference !== undefined && !/^\\[0-3][0-7]{2}/.test(reader.source.slice(reader.at, reader.at + 4))) {
    const index = Number(reference);
    if (index > reader.groups) throw regexFault(reader, `there is no group ${index}`);
    if (reader.open.has(index)) throw regexFault(reader, `group ${index} refers to itself`);
    reader.at += 1 + reference.length;
    return { kind: 'back-reference', index, ignoreCase: flags.ignoreCase };
  }
  return { kind: 'character', ...literalOf(escapedCode(reader), flags.ignoreCase) };
}

function isBoundary(text: string, at: number, ascii: boolean): boolean {
  const before = at > 0 && isWord(text.codePointAt(isLow(text, at - 1) ? at - 2 : at - 1) ?? 0, ascii);
  const after = at < text.length && isWord(text.codePointAt(at) ?? 0, ascii);
  return before !== after;
}

function isLow(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff;
}
