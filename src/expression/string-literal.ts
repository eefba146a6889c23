import { SyntaxFault } from './syntax-fault.ts';

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\n', ''],
]);

const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/**
 * The text of a string literal that stands in `text[start, end)` without its quotes. The escapes are Python's; as there,
 * a backslash before any other character stays, so that `'C:\Windows'` is what it seems to be.
 */
export function decodeString(text: string, start: number, end: number): string {
  let result = '';
  let at = start;
  while (at < end) {
    const backslash = text.indexOf('\\', at);
    if (backslash === -1 || backslash >= end) break;
    result += text.slice(at, backslash);
    const [decoded, width] = decodeEscape(text, backslash);
    result += decoded;
    at = backslash + width;
  }
  return result + text.slice(at, end);
}

function decodeEscape(text: string, at: number): [decoded: string, width: number] {
  const letter = text.charAt(at + 1);
  const simple = SIMPLE.get(letter);
  if (simple !== undefined) return [simple, 2];
  const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0];
  if (octal !== undefined) return [String.fromCodePoint(Number.parseInt(octal, 8)), 1 + octal.length];
  const count = HEX_DIGITS.get(letter);
  if (count !== undefined) {
    const digits = text.slice(at + 2, at + 2 + count);
    const code =
      /^[\da-f]+$/i.test(digits) && digits.length === count ? Number.parseInt(digits, 16) : Infinity;
    if (code > 0x10ffff) {
      throw new SyntaxFault(
        `"\\${letter}" in a string must be followed by ${count} hexadecimal digits of a character`,
        at,
        at + 2,
        'write "\\\\" for a backslash',
      );
    }
    return [String.fromCodePoint(code), 2 + count];
  }
  if (letter === 'N') {
    throw new SyntaxFault('"\\N{…}" in a string is not supported', at, at + 2, 'write "\\u" and the number');
  }
  return ['\\' + letter, 2];
}
