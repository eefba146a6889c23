import { Fault } from '../fault.ts';

/** The parser's place in a pattern. */
export interface Reader {
  readonly source: string;
  at: number;
  /** Capturing groups so far. */
  groups: number;
  readonly names: Map<string, number>;
  /** Groups that are not closed yet. */
  readonly open: Set<number>;
  nesting: number;
}

export function regexFault(reader: Reader, message: string): Fault {
  const shown = reader.source.length > 60 ? `${reader.source.slice(0, 60)}…` : reader.source;
  const place = `at character ${reader.at + 1}`;
  return new Fault(
    `"${shown}" is not a regular expression: ${message} (${place})`,
    undefined,
    'regex-syntax',
  );
}

/** Takes this character if it stands here. */
export function advance(reader: Reader, character: string): boolean {
  const there = reader.source[reader.at] === character;
  if (there) reader.at++;
  return there;
}

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
]);

const DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** The code point of an escaped character, which is taken. */
export function escapedCode(reader: Reader): number {
  const letter = reader.source.charAt(reader.at + 1);
  if (letter === '') throw regexFault(reader, 'it ends in a backslash');
  const control = CONTROLS.get(letter);
  const count = DIGITS.get(letter);
  const octal = /^(?:0[0-7]{0,2}|[1-3][0-7]{2})/.exec(reader.source.slice(reader.at + 1, reader.at + 4))?.[0];
  if (control !== undefined) {
    reader.at += 2;
    return control;
  }
  if (count !== undefined) {
    const digits = reader.source.slice(reader.at + 2, reader.at + 2 + count);
    const code =
      /^[\da-f]+$/i.test(digits) && digits.length === count ? Number.parseInt(digits, 16) : Infinity;
    if (code > 0x10ffff) throw regexFault(reader, `"\\${letter}" needs ${count} hexadecimal digits`);
    reader.at += 2 + count;
    return code;
  }
  if (octal !== undefined) {
    reader.at += 1 + octal.length;
    return Number.parseInt(octal, 8);
  }
  if (/[a-z\d]/i.test(letter)) throw regexFault(reader, `"\\${letter}" is not known`);
  const code = reader.source.codePointAt(reader.at + 1) ?? 0;
  reader.at += 1 + String.fromCodePoint(code).length;
  return code;
}
