/* eslint-disable no-control-regex -- escape sequences are part of what this file is about */
import type { PatternMatcher, Stretch } from './pattern-matcher.ts';

/** A secret that is shorter than this is not looked for across lines: two columns of numbers would have it. */
export const SHORTEST_BROKEN = 8;

/** What stands between is part of a break up to so many characters: the other columns of a table. */
const WIDEST = 400;

/**
 * What a formatter or a terminal puts into a text: white space, the bar before a line of an error of PowerShell 7, colours; also as JSON shows them, and between the
 * texts of a list there. The end of the text may cut them.
 */
const BETWEEN = new RegExp(
  [
    String.raw`",\s*"`,
    String.raw`\s+(?:\|(?=\s|$))?`,
    String.raw`(?:\u001b\[|\u009b|\\+u00(?:1[bB]\[|9[bB]))[0-?]*[ -/]*[@-~]?`,
    String.raw`\\+(?:[nrt]|$)`,
    String.raw`\u001b$`,
  ].join('|'),
  'g',
);
const BREAK = /[\r\n\u001b\u009b]|\\[nr]|\\u00[19][bB]|",\s*"/;

/** Text without what breaks it, and where its characters stood. */
interface Joined {
  readonly text: string;
  /** The place in the original of the character with this index. */
  placeOf(index: number): number;
}

/** A spelling as it is looked for in joined text. */
export function joinedText(text: string): string {
  return join(text).text;
}

export interface BrokenScan {
  /** Where secrets stand that are broken over lines or by colours. In order, without overlaps. */
  readonly found: readonly Stretch[];
  /** Where begins what may become one; the text's length where nothing does. */
  readonly openFrom: number;
  /** So many characters of it have come. */
  readonly openLength: number;
}

/** Finds secrets that line breaks with indentation, or colours, have broken. The patterns are those of joined texts. */
export function scanBroken(text: string, matcher: PatternMatcher): BrokenScan {
  const joined = join(text);
  const { found, open } = matcher.scan(joined.text);
  const places = found
    .map(({ start, end }) => ({ start: joined.placeOf(start), end: joined.placeOf(end - 1) + 1 }))
    .filter(({ start, end }) => BREAK.test(text.slice(start, end)));
  const openFrom = open === 0 ? text.length : joined.placeOf(joined.text.length - open);
  return { found: places, openFrom, openLength: open };
}

function join(text: string): Joined {
  /** Where pieces begin, in the joined text and in the original. */
  const begins: number[] = [];
  const places: number[] = [];
  let joined = '';
  let from = 0;
  const add = (end: number) => {
    if (end === from) return;
    begins.push(joined.length);
    places.push(from);
    joined += text.slice(from, end);
  };
  for (const match of text.matchAll(BETWEEN)) {
    if (match[0].length > WIDEST) continue;
    add(match.index);
    from = match.index + match[0].length;
  }
  add(text.length);
  return {
    text: joined,
    placeOf(index) {
      let [low, high] = [0, begins.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((begins[middle] ?? 0) <= index) low = middle;
        else high = middle - 1;
      }
      return (places[low] ?? 0) + index - (begins[low] ?? 0);
    },
  };
}
