import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { locate, type SourceText } from '../diagnostics/source.ts';
import { oddCharacters } from '../text/odd-characters.ts';

/** Strings in straight quotes, in which any character is right. */
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gs;

/**
 * Of an expression that cannot be read: the character outside of its strings that only looks like one of the language's signs, with the mend of them all. Missing where there is none.
 * Letters are not among them: a name can have any.
 */
export function oddInExpression(source: SourceText, start: number, end: number): Diagnostic | undefined {
  const text = source.text.slice(start, end);
  const strings = Array.from(
    text.matchAll(STRING),
    ({ 0: { length }, index }) => [index, index + length] as const,
  );
  const odd = oddCharacters(text).filter(
    ({ index, kind }) =>
      kind !== 'letter' && kind !== 'blank' && strings.every(([from, to]) => index < from || index >= to),
  );
  const [first] = odd;
  if (!first) return undefined;
  const place = (index: number, length: number) => locate(source, start + index, start + index + length);
  // Within quotes of YAML's own the others are right.
  const around = source.file.text.charAt(source.offsetOf(0) - 1);
  const quoted = (plain: string): string => (plain === around ? (plain === '"' ? "'" : '"') : plain);
  const what = first.kind === 'quote' ? 'quotes nothing' : 'is not part of an expression';
  return {
    code: 'odd-character',
    severity: 'error',
    message:
      first.plain === ''
        ? `${first.name} stands in the expression, where nobody can see it`
        : `"${first.text}" is ${first.name}, which ${what}`,
    location: place(first.index, first.text.length),
    help: first.plain === '' ? 'leave it out' : `write ${quoted(first.plain)}`,
    fix: {
      title: 'write plain characters',
      edits: odd.map((each) => ({ location: place(each.index, each.text.length), text: quoted(each.plain) })),
    },
  };
}
