/** A line of bash up to the cursor, as its completion sees it. */
export interface BashLine {
  /** The words behind the program's name that are at their end, without their quotes. */
  readonly words: readonly string[];
  /** The word at the cursor, without its quotes. */
  readonly current: string;
  /** How much of `current` bash leaves alone: it puts what is chosen in the place of the rest. */
  readonly kept: number;
  /** The quote that is open at the cursor. */
  readonly quote: '"' | "'" | undefined;
}

/**
 * Splits a line into words as bash does, without evaluating anything of it. `breaks` is bash's COMP_WORDBREAKS: behind the last of these
 * that is not quoted, or behind the quote that is open, begins what bash replaces.
 */
export function bashLine(line: string, breaks: string): BashLine {
  const words: string[] = [];
  let current = '';
  let isWord = false;
  let kept = 0;
  let quote: BashLine['quote'];
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (quote === "'") {
      if (character === quote) {
        quote = undefined;
        kept = current.length;
      } else current += character;
    } else if (character === '\\') {
      const next = line.charAt(at + 1);
      if (quote === '"' && !'"\\$`'.includes(next)) current += character;
      current += next;
      at++;
      isWord = true;
    } else if (quote === '"') {
      if (character === quote) {
        quote = undefined;
        kept = current.length;
      } else current += character;
    } else if (character === '"' || character === "'") {
      quote = character;
      kept = current.length;
      isWord = true;
    } else if (/\s/.test(character)) {
      if (isWord) words.push(current);
      current = '';
      isWord = false;
      kept = 0;
    } else {
      current += character;
      isWord = true;
      if (breaks.includes(character)) kept = current.length;
    }
  }
  return { words: words.slice(1), current, kept, quote };
}

/**
 * What bash has to put into the line for a word: the part that it replaces, in which nothing is special. Nothing where the word cannot be
 * written there: in double quotes bash's history would take `!` for its own.
 */
export function bashInsertion(value: string, { kept, quote }: BashLine): string | undefined {
  const part = value.slice(kept);
  switch (quote) {
    case '"':
      return part.includes('!') ? undefined : part.replaceAll(/["\\$`]/g, '\\$&');
    case "'":
      return part.replaceAll("'", String.raw`'\''`);
    case undefined:
      return part.replaceAll(/[^\p{L}\p{N}\p{M}_./:=@%+,-]/gu, '\\$&');
  }
}
