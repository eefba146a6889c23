import { characterCount, characters } from './characters.ts';
import type { Context } from './definition.ts';

/* Python's operations on texts, shared by methods and filters. */

const SPACE = '\\s\\x1c-\\x1f\\x85';
const LINE_BREAK = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g; // eslint-disable-line no-control-regex

export function capitalize(text: string): string {
  const [first = '', ...rest] = characters(text);
  return first.toUpperCase() + rest.join('').toLowerCase();
}

/** Python's `str.title`: a letter after anything that is no letter is a capital. */
export function titleCase(text: string): string {
  return text.replace(/\p{L}+/gu, capitalize);
}

export function swapCase(text: string): string {
  return Array.from(text, (each) =>
    each === each.toUpperCase() ? each.toLowerCase() : each.toUpperCase(),
  ).join('');
}

/** Without white space, or without any of `unwanted`, at one or both ends. */
export function stripText(
  text: string,
  unwanted: string | undefined,
  ends: 'both' | 'start' | 'end',
): string {
  const drop = unwanted === undefined ? undefined : new Set(characters(unwanted));
  const all = characters(text);
  const isUnwanted = (character: string | undefined) =>
    character !== undefined && (drop ? drop.has(character) : isSpace(character));
  let start = 0;
  let end = all.length;
  if (ends !== 'end') while (start < end && isUnwanted(all[start])) start++;
  if (ends !== 'start') while (end > start && isUnwanted(all[end - 1])) end--;
  return all.slice(start, end).join('');
}

const ONE_SPACE = new RegExp(`^[${SPACE}]$`, 'u');

function isSpace(character: string): boolean {
  return ONE_SPACE.test(character) && character !== '\ufeff';
}

/** Python's `split`: by white space without a separator; `limit` splits at most, from either end. */
export function splitText(
  text: string,
  separator: string | undefined,
  limit: number,
  from: 'start' | 'end',
): readonly string[] {
  const most = limit < 0 ? Infinity : limit;
  if (separator === undefined) return splitSpace(text, most, from);
  const all = text.split(separator);
  if (all.length - 1 <= most) return all;
  return from === 'start'
    ? [...all.slice(0, most), all.slice(most).join(separator)]
    : [all.slice(0, all.length - most).join(separator), ...all.slice(all.length - most)];
}

function splitSpace(text: string, most: number, from: 'start' | 'end'): readonly string[] {
  const words = Array.from(text.matchAll(new RegExp(`[^${SPACE}]+`, 'gu')));
  if (words.length - 1 <= most) return words.map(([word]) => word);
  if (from === 'start') {
    const rest = text.slice(words[most]?.index);
    return [...words.slice(0, most).map(([word]) => word), stripText(rest, undefined, 'end')];
  }
  const last = words[words.length - most - 1];
  const rest = text.slice(0, (last?.index ?? 0) + (last?.[0].length ?? 0));
  return [stripText(rest, undefined, 'start'), ...words.slice(words.length - most).map(([word]) => word)];
}

export function splitLines(text: string, keepEnds: boolean): readonly string[] {
  const lines: string[] = [];
  let start = 0;
  for (const { index, 0: lineBreak } of text.matchAll(LINE_BREAK)) {
    lines.push(text.slice(start, keepEnds ? index + lineBreak.length : index));
    start = index + lineBreak.length;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** How often `part` stands in the text, without overlaps. */
export function count(text: string, part: string): number {
  return part === '' ? characterCount(text) + 1 : text.split(part).length - 1;
}

/** Python's `replace`, at most `limit` times where it is not negative. */
export function replaceText(
  context: Context,
  text: string,
  old: string,
  replacement: string,
  limit: number,
): string {
  const times = Math.min(count(text, old), limit < 0 ? Infinity : limit);
  context.budget.text(text.length + times * Math.max(0, replacement.length - old.length));
  if (old === '') {
    const all = characters(text);
    return (
      all.map((each, index) => (index < times ? replacement + each : each)).join('') +
      (times > all.length ? replacement : '')
    );
  }
  const parts = text.split(old);
  return (
    parts.slice(0, times + 1).join(replacement) +
    parts
      .slice(times + 1)
      .map((part) => old + part)
      .join('')
  );
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
