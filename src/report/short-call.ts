import type { CalledText } from '../events/called-text.ts';

const MOST_LINES = 10;
const MOST_CHARACTERS = 1000;

/** As much of a call as a ticket can bear, and how much more there is. A run of thousands of tasks keeps no more of it than that. */
export function shortCall({ label, text }: CalledText): CalledText {
  const lines = text.slice(0, MOST_CHARACTERS).split('\n', MOST_LINES).join('\n');
  // Not through the middle of a character of two UTF-16 code units.
  const begin = lines.length < text.length ? lines.replace(/[\ud800-\udbff]$/, '') : text;
  const left = text.length - begin.length;
  return { label, text: left === 0 ? text : `${begin}\n… ${left} characters more, in the log` };
}
