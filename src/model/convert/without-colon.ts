import type { Fix } from '../../diagnostics/fix.ts';
import type { Location } from '../../diagnostics/source.ts';
import { report, type Conversion } from './conversion.ts';
import { isAction } from './vocabulary.ts';

/**
 * A word that needs a colon behind it and has none: `debug { msg: hi }`, which YAML reads as the key `debug { msg`, and `meta flush_handlers`, which is a text.
 *
 * @param whole Where the key and its value stand, or the text.
 * @param isWord Whether a word is one that stands before a colon here.
 * Returns whether that was reported.
 */
export function reportMissingColon(
  conversion: Conversion,
  whole: Location,
  isWord: (word: string) => boolean,
): boolean {
  const { file, range } = whole;
  const written = file.text.slice(range.start, range.end);
  const [all, word = '', between = '', rest = ''] =
    /^([A-Za-z_][\w.-]*)([ \t]*=?[ \t]*)(\S.*)$/.exec(written) ?? [];
  if (all === undefined || !isWord(word)) return false;
  const isValue = /^[{[]/.test(rest);
  // A word and a text behind it, without any blank, are one word.
  if (between === '' && !isValue) return false;
  const end = range.start + word.length;
  report(
    conversion,
    'unknown-key',
    `"${word}" is followed by no colon`,
    { file, range: { start: range.start, end } },
    {
      help: `write "${word}: ${meant(word, rest)}"`,
      ...(isValue && { fix: withColon({ file, range: { start: end, end: end + between.length } }, word) }),
    },
  );
  return true;
}

/** `msg: hi`, which stands behind an action, is in braces. */
function meant(word: string, rest: string): string {
  const isPair = /^[^\s"'{[][^"{[]*:(?: |$)/.test(rest);
  if (!isPair) return rest;
  return isAction(word) ? `{ ${rest} }` : `'${rest.replaceAll("'", "''")}'`;
}

function withColon(location: Location, word: string): Fix {
  return { title: `write "${word}:"`, edits: [{ location, text: ': ' }] };
}
