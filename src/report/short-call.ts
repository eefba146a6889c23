import type { CalledText } from '../events/called-text.ts';

const MOST_LINES = 10;
const MOST_CHARACTERS = 1000;

/** As much of a call as a ticket can bear, and how much more there is. A run of thousands of tasks keeps no more of it than that. */
export function shortCall({ label, text }: CalledText): CalledText {
  if (text.length <= MOST_CHARACTERS && !text.includes('\n')) return { label, text };
  const begin = text.slice(0, MOST_CHARACTERS).split('\n', MOST_LINES).join('\n');
  if (begin.length === text.length) return { label, text };
  // Not through the middle of a character of two UTF-16 code units.
  const whole = begin.replace(/[\ud800-\udbff]$/, '');
  return { label, text: copyOf(`${whole}\n… ${text.length - whole.length} characters more, in the log`) };
}

/** A part of a text in V8 is a view of it, and keeps all of it in memory. */
function copyOf(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
