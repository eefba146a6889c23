/* Digits and numerals as Python's `str` and `int` have them, which follow Unicode's property Numeric_Type; JavaScript does not offer it. */

import { replaceInPieces } from './replace-in-pieces.ts';

/** Digits that are no decimal ones, such as `²` and `①`. */
const OTHER_DIGITS =
  '\\u00b2\\u00b3\\u00b9\\u1369-\\u1371\\u19da\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u2460-\\u2468\\u2474-\\u247c' +
  '\\u2488-\\u2490\\u24ea\\u24f5-\\u24fd\\u24ff\\u2776-\\u277e\\u2780-\\u2788\\u278a-\\u2792\\u{10a40}-\\u{10a43}' +
  '\\u{10e60}-\\u{10e68}\\u{11052}-\\u{1105a}\\u{1f100}-\\u{1f10a}';
/** Han characters that stand for numbers. */
const HAN_NUMERALS =
  '\\u3405\\u3483\\u382a\\u3b4d\\u4e00\\u4e03\\u4e07\\u4e09\\u4e5d\\u4e8c\\u4e94\\u4e96\\u4ebf\\u4ec0\\u4edf\\u4ee8' +
  '\\u4f0d\\u4f70\\u5104\\u5146\\u5169\\u516b\\u516d\\u5341\\u5343-\\u5345\\u534c\\u53c1-\\u53c4\\u56db\\u58f1' +
  '\\u58f9\\u5e7a\\u5efe\\u5eff\\u5f0c-\\u5f0e\\u5f10\\u62fe\\u634c\\u67d2\\u6f06\\u7396\\u767e\\u8086\\u842c' +
  '\\u8cae\\u8cb3\\u8d30\\u9621\\u9646\\u964c\\u9678\\u96f6\\uf96b\\uf973\\uf978\\uf9b2\\uf9d1\\uf9d3\\uf9fd' +
  '\\u{20001}\\u{20064}\\u{200e2}\\u{20121}\\u{2092a}\\u{20983}\\u{2098c}\\u{2099c}\\u{20aea}\\u{20afd}' +
  '\\u{20b19}\\u{22390}\\u{22998}\\u{23b1b}\\u{2626d}\\u{2f890}';

const DIGITS = new RegExp(`^[\\p{Nd}${OTHER_DIGITS}]+$`, 'u');
const NUMERALS = new RegExp(`^[\\p{N}${HAN_NUMERALS}]+$`, 'u');
const LETTERS = new RegExp(`^[\\p{L}\\p{N}]+$`, 'u');

/** Python's `str.isdigit`. */
export function isDigits(text: string): boolean {
  return DIGITS.test(text);
}

/** Python's `str.isnumeric`. */
export function isNumerals(text: string): boolean {
  return NUMERALS.test(text);
}

/** Python's `str.isalnum`. */
export function isAlphanumeric(text: string): boolean {
  return LETTERS.test(text);
}

const DECIMAL = /\p{Nd}/u;
const BEYOND_ASCII = /[^\0-\x7f]/;

/** The text with `0` to `9` for the decimal digits of other scripts. */
export function withAsciiDigits(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text;
  return replaceInPieces(text, /\p{Nd}/gu, (digit) => String(valueOf(digit)));
}

/** Decimal digits come in rows of ten, some of which are neighbours. */
function valueOf(digit: string): number {
  let before = 0;
  const code = digit.codePointAt(0) ?? 0;
  while (DECIMAL.test(String.fromCodePoint(code - before - 1))) before++;
  return before % 10;
}
