import type { Budget } from './budget.ts';
import { characterCount, characters } from './characters.ts';
import type { Context } from './definition.ts';
import { TextBuilder } from './text-builder.ts';

/* Python's operations on texts, shared by methods and filters. */

/** Python's white space, in a class of characters: JavaScript's without the mark of byte order, and some controls. */
const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const LINE_BREAK = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g; // eslint-disable-line no-control-regex

/** Without white space, or without any of `unwanted`, at one or both ends. */
export function stripText(
  text: string,
  unwanted: string | undefined,
  ends: 'both' | 'start' | 'end',
): string {
  const drop = unwanted === undefined ? undefined : new Set<string>(unwanted);
  const isUnwanted = (character: string) => (drop ? drop.has(character) : isSpace(character));
  let start = 0;
  let end = text.length;
  if (ends !== 'end') {
    for (let first = firstOf(text, start); start < end && isUnwanted(first); first = firstOf(text, start))
      start += first.length;
  }
  if (ends !== 'start') {
    for (let last = lastOf(text, end); end > start && isUnwanted(last); last = lastOf(text, end))
      end -= last.length;
  }
  return text.slice(start, end);
}

/** The character that begins at a place, two code units long where it has to be. */
function firstOf(text: string, start: number): string {
  const code = text.codePointAt(start);
  return code === undefined ? '' : String.fromCodePoint(code);
}

/** The character that ends before a place. */
function lastOf(text: string, end: number): string {
  const pair = firstOf(text, end - 2);
  return pair.length === 2 ? pair : text.charAt(end - 1);
}

const ONE_SPACE = new RegExp(`^[${SPACE}]$`, 'u');

function isSpace(character: string): boolean {
  return ONE_SPACE.test(character);
}

const ALL_SPACE = new RegExp(`^[${SPACE}]+$`, 'u');

/** Python's `str.isspace`. */
export function isAllSpace(text: string): boolean {
  return ALL_SPACE.test(text);
}

/** Python's `split`: by white space without a separator; `limit` splits at most, from either end. */
export function splitText(
  budget: Budget,
  text: string,
  separator: string | undefined,
  limit: number,
  from: 'start' | 'end',
): readonly string[] {
  const most = limit < 0 ? Infinity : limit;
  if (separator === undefined) return splitSpace(budget, text, most, from);
  budget.items(count(text, separator) + 1);
  const all = text.split(separator);
  if (all.length - 1 <= most) return all;
  return from === 'start'
    ? [...all.slice(0, most), all.slice(most).join(separator)]
    : [all.slice(0, all.length - most).join(separator), ...all.slice(all.length - most)];
}

function splitSpace(budget: Budget, text: string, most: number, from: 'start' | 'end'): readonly string[] {
  budget.spend(text.length >> 3);
  budget.items(wordCount(text, new RegExp(`[^${SPACE}]+`, 'gu')));
  const words: string[] = [];
  const ends: number[] = [];
  for (const { index, 0: word } of text.matchAll(new RegExp(`[^${SPACE}]+`, 'gu'))) {
    words.push(word);
    ends.push(index + word.length);
  }
  const more = words.length - most;
  if (more <= 0) return words;
  if (from === 'start') {
    const start = (ends[most] ?? 0) - (words[most] ?? '').length;
    return [...words.slice(0, most), text.slice(start)];
  }
  return [text.slice(0, ends[more - 1]), ...words.slice(more)];
}

/** How many stretches of a text a pattern with the flag `g` finds, one after the other. */
export function wordCount(text: string, words: RegExp): number {
  let found = 0;
  while (words.test(text)) found++;
  return found;
}

export function splitLines(budget: Budget, text: string, keepEnds: boolean): readonly string[] {
  budget.spend(text.length >> 3);
  const lines: string[] = [];
  let start = 0;
  for (const { index, 0: lineBreak } of text.matchAll(LINE_BREAK)) {
    lines.push(text.slice(start, keepEnds ? index + lineBreak.length : index));
    start = index + lineBreak.length;
    budget.spend(2);
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** How often `part` stands in the text, without overlaps. */
export function count(text: string, part: string): number {
  if (part === '') return characterCount(text) + 1;
  let found = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) found++;
  return found;
}

/** Python's `replace`, at most `limit` times where it is not negative. */
export function replaceText(
  context: Context,
  text: string,
  old: string,
  replacement: string,
  limit: number,
): string {
  context.budget.read(text);
  const all = count(text, old);
  const times = Math.min(all, limit < 0 ? Infinity : limit);
  // Two of them take as long as an item does.
  context.budget.spend(times >> 1);
  context.budget.text(text.length + times * Math.max(0, replacement.length - old.length));
  if (old === '') {
    context.budget.spend(Math.min(times, text.length));
    context.budget.spend(text.length);
    const each = characters(text);
    return (
      each.map((one, index) => (index < times ? replacement + one : one)).join('') +
      (times > each.length ? replacement : '')
    );
  }
  const result = new TextBuilder();
  let start = 0;
  for (let done = 0; done < times; done++) {
    const at = text.indexOf(old, start);
    result.add(text.slice(start, at));
    result.add(replacement);
    start = at + old.length;
  }
  result.add(text.slice(start));
  return result.toString();
}

/** Python's `center`: of an odd rest the extra space goes to the left when the width is odd. */
export function center(context: Context, text: string, width: number, fill = ' '): string {
  const missing = width - characterCount(text);
  if (missing <= 0) return text;
  context.budget.text(width);
  const left = Math.floor(missing / 2) + (missing % 2 === 1 && width % 2 === 1 ? 1 : 0);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

export function expandTabs(context: Context, text: string, size: number): string {
  context.budget.spend(text.length);
  const lines = text.split(/(\r\n|\r|\n)/).map((line) => {
    let column = 0;
    return Array.from(line, (character) => {
      if (character !== '\t') {
        column++;
        return character;
      }
      const width = size > 0 ? size - (column % size) : 0;
      context.budget.text(width);
      column += width;
      return ' '.repeat(width);
    }).join('');
  });
  return lines.join('');
}
