import type { CharacterTest, Flags } from './pattern.ts';

/* Python's character classes, which know Unicode. */

const DIGIT = /^\p{Nd}$/u;
const WORD = /^[\p{L}\p{N}_]$/u;
const SPACE = /^[\s\x1c-\x1f\x85]$/u; // eslint-disable-line no-control-regex

/** The test of `\d`, `\w`, `\s` and their opposites; nothing for any other letter. */
export function classOf(letter: string, { ascii }: Flags): CharacterTest | undefined {
  switch (letter) {
    case 'd':
      return (code) =>
        code < 128 || ascii ? code >= 48 && code <= 57 : DIGIT.test(String.fromCodePoint(code));
    case 'w':
      return (code) => isWord(code, ascii);
    case 's':
      return (code) => isSpace(code, ascii);
    case 'D':
    case 'W':
    case 'S': {
      const test = classOf(letter.toLowerCase(), { ascii } as Flags);
      return test && ((code) => !test(code));
    }
    default:
      return undefined;
  }
}

export function isWord(code: number, ascii: boolean): boolean {
  if (code < 128) {
    return (
      (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
    );
  }
  return !ascii && WORD.test(String.fromCodePoint(code));
}

function isSpace(code: number, ascii: boolean): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13) || (!ascii && code >= 28 && code <= 31);
  return !ascii && code !== 0xfeff && SPACE.test(String.fromCodePoint(code));
}

/** One character; `literal` where the case matters, so that it can be searched for quickly. */
export function literalOf(code: number, ignoreCase: boolean): { test: CharacterTest; literal?: number } {
  if (!ignoreCase) return { test: (other) => other === code, literal: code };
  const folded = fold(code);
  return { test: (other) => other === code || fold(other) === folded };
}

/** A code point without its case. */
export function fold(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  const lower = String.fromCodePoint(code).toLowerCase();
  return lower.length <= 2 ? (lower.codePointAt(0) ?? code) : code;
}

/** A test that passes in either case. */
export function eitherCase(test: CharacterTest): CharacterTest {
  return (code) => {
    if (test(code) || test(fold(code))) return true;
    const upper = String.fromCodePoint(code).toUpperCase();
    return upper.length <= 2 && test(upper.codePointAt(0) ?? code);
  };
}
