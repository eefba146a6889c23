import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Fix } from '../diagnostics/fix.ts';
import { lineAt } from '../diagnostics/line-at.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import { misplacedCharacters } from '../text/misplaced-characters.ts';
import { oddCharacters, type OddCharacter } from '../text/odd-characters.ts';
import type { ScalarNode } from './node.ts';

/** Characters in a key or value that nobody can have meant: a warning, `odd-character`. Those that are written as escapes are meant. */
export function oddInScalar(node: ScalarNode, what: 'key' | 'value'): readonly Diagnostic[] {
  if (typeof node.value !== 'string') return [];
  const { source, style } = node;
  const isBlock = style === 'literal' || style === 'folded';
  const odd = misplacedCharacters(source.text).filter(
    (each) => !(isBlock && each.kind === 'blank') && isWritten(node, each),
  );
  const [first] = odd;
  if (!first) return quotesOfWord(node, what);
  const { kind, name } = first;
  const message =
    kind === 'blank'
      ? `the ${what} ${isFirst(source.text, first) ? 'begins' : 'ends'} with ${name}, which is a part of it`
      : messageOf(what, first);
  return [warning(node, first, message, plainEdits(node, odd))];
}

/** The same of a script: one message for each line, up to five. PowerShell itself takes other dashes, quotes and blanks for its own. */
export function oddInScript(file: SourceFile): readonly Diagnostic[] {
  const lines = new Set<number>();
  return misplacedCharacters(file.text).flatMap((odd) => {
    const { index, text, kind, name, plain } = odd;
    const line = lineAt(file, index).line;
    if ((kind !== 'invisible' && kind !== 'letter') || lines.has(line) || lines.size === MOST_IN_SCRIPT)
      return [];
    lines.add(line);
    const location = { file, range: { start: index, end: index + text.length } };
    return [
      {
        code: 'odd-character',
        severity: 'warning' as const,
        message: messageOf('script', odd),
        location,
        help:
          plain === '' ? `leave it out; where it is meant, write [char]0x${hexOf(text)}` : `write ${plain}`,
        fix: {
          title: plain === '' ? `leave out ${name}` : `write "${plain}"`,
          edits: [{ location, text: plain }],
        },
      },
    ];
  });
}

const MOST_IN_SCRIPT = 5;

function hexOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
}

function messageOf(what: 'key' | 'value' | 'script', { kind, text, name, plain }: OddCharacter): string {
  return kind === 'invisible'
    ? `${name} stands in the ${what}, where nobody can see it`
    : `the "${text}" in the ${what} is ${name}, not "${plain}"`;
}

/** What a word processor makes of quotes is a part of the value to YAML. */
function quotesOfWord(node: ScalarNode, what: 'key' | 'value'): readonly Diagnostic[] {
  const { source, style } = node;
  if (style !== 'plain' || !/^(?:“[^“”"\\]*”|‘[^‘’'\\]*’)$/.test(source.text)) return [];
  const [first, ...more] = oddCharacters(source.text);
  if (!first) return [];
  const message = `the quotes are a part of the ${what}: "${first.text}" is ${first.name}, which is no quote to YAML`;
  return [warning(node, first, message, plainEdits(node, [first, ...more]))];
}

function warning(
  node: ScalarNode,
  { index, text, plain }: OddCharacter,
  message: string,
  fix: Fix,
): Diagnostic {
  const start = node.source.offsetOf(index);
  return {
    code: 'odd-character',
    severity: 'warning',
    message,
    location: { file: node.location.file, range: { start, end: start + text.length } },
    help:
      plain.trim() === ''
        ? 'leave it out; where it is meant, write it as an escape in double quotes'
        : `write ${plain}`,
    fix,
  };
}

function plainEdits({ source, location }: ScalarNode, odd: readonly OddCharacter[]): Fix {
  const edits = odd.map(({ index, text, kind, plain }) => {
    const start = source.offsetOf(index);
    const range = { start, end: start + text.length };
    // Blanks that are reported stand at an end.
    return { location: { file: location.file, range }, text: kind === 'blank' ? '' : plain };
  });
  return { title: 'write plain characters', edits };
}

function isFirst(text: string, { index }: OddCharacter): boolean {
  return text.slice(0, index).trim() === '';
}

function isWritten({ source, location }: ScalarNode, { index, text }: OddCharacter): boolean {
  return location.file.text.startsWith(text, source.offsetOf(index));
}
