import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../diagnostics/source.ts';
import { oddCharacters, type OddCharacter } from '../text/odd-characters.ts';

interface Part {
  /** What stands at the beginning of a line, up to the end of this part, which is the group. */
  readonly pattern: RegExp;
  readonly says: (odd: OddCharacter) => string;
  readonly help: string;
}

/** In the order in which a line has them. */
const PARTS: readonly Part[] = [
  {
    pattern: /^([\s\u200b-\u200d\u2060]+)/d,
    says: ({ name }) => `the indentation has ${name} in it, which is none to YAML`,
    help: 'indent with the space bar',
  },
  {
    pattern: /^ *(?:- +)*([\u2010-\u2015\u2022\u2043\u2212])\s/d,
    says: ({ text, name }) => `"${text}" is ${name}, which begins no item of a list`,
    help: 'write "-"',
  },
  {
    pattern: /^ *(?:- +)*-([^\S \t])/d,
    says: ({ name }) => `${name} stands behind the "-", which begins no item of a list so`,
    help: 'write the space of the space bar',
  },
  {
    pattern: /^ *(?:- +)*(?:[\w.\\-]+|"[^"]*"|'[^']*'):([^\S \t])/d,
    says: ({ name }) => `${name} stands behind the ":", which ends no key so`,
    help: 'write the space of the space bar',
  },
  {
    pattern: /^ *(?:- +)*[\w.\\-]+\s*([：∶꞉])/d,
    says: ({ text, name }) => `"${text}" is ${name}, which ends no key`,
    help: 'write ":" and a blank',
  },
  {
    pattern: /^ *(?:- +)*(?:[\w.\\-]+: +)?([“”„‘’｛［{[].*)/d,
    says: ({ text, name }) => `"${text}" is ${name}, which means nothing to YAML`,
    help: 'write the character of the keyboard',
  },
];

/** A line longer than this is not searched. */
const LINE_LIMIT = 1000;

/**
 * What looks like YAML's own signs in a line and is something else: a no-break space as indentation, a dash that is none, a wide colon. An error,
 * `odd-character`; nothing where the line has none. `start`: where the line begins.
 */
export function oddLayout(file: SourceFile, start: number): Diagnostic | undefined {
  const newline = file.text.indexOf('\n', start);
  const line = file.text.slice(
    start,
    Math.min(newline === -1 ? file.text.length : newline, start + LINE_LIMIT),
  );
  for (const { pattern, says, help } of PARTS) {
    const [from, to] = pattern.exec(line)?.indices?.[1] ?? [0, 0];
    const odd = oddCharacters(line.slice(from, to));
    const [first] = odd;
    if (!first) continue;
    const place = ({ index, text }: OddCharacter) => ({
      file,
      range: { start: start + from + index, end: start + from + index + text.length },
    });
    const edits = odd.map((each) => ({
      location: place(each),
      text: each.plain === ':' ? ': ' : each.plain,
    }));
    return {
      code: 'odd-character',
      severity: 'error',
      message: says(first),
      location: place(first),
      help: first.plain === '' ? 'leave it out' : help,
      fix: { title: 'write plain characters', edits },
    };
  }
  return undefined;
}
