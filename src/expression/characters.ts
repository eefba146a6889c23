/* Python counts characters (code points), JavaScript counts UTF-16 code units. They differ only with surrogates. */

const SURROGATE = /[\ud800-\udfff]/;

/** The characters of a text. */
export function characters(text: string): readonly string[] {
  return SURROGATE.test(text) ? Array.from(text) : text.split('');
}

/** The number of characters of a text. */
export function characterCount(text: string): number {
  if (!SURROGATE.test(text)) return text.length;
  let count = 0;
  for (const character of text) count += character === '' ? 0 : 1;
  return count;
}

/** The character at this place, counted from the end where negative; nothing beyond the ends. */
export function characterAt(text: string, index: number): string | undefined {
  const place = index < 0 ? characterCount(text) + index : index;
  if (place < 0) return undefined;
  const code = text.codePointAt(codeUnitIndex(text, place));
  return code === undefined ? undefined : String.fromCodePoint(code);
}

/** The place of a code unit, in characters. */
export function characterIndex(text: string, codeUnit: number): number {
  return codeUnit <= 0 ? codeUnit : characterCount(text.slice(0, codeUnit));
}

/** The characters from `start` to before `end`. */
export function characterSlice(text: string, start: number, end?: number): string {
  if (!SURROGATE.test(text)) return text.slice(start, end);
  const length = start < 0 || (end !== undefined && end < 0) ? characterCount(text) : 0;
  const place = (index: number) => codeUnitIndex(text, index < 0 ? Math.max(0, index + length) : index);
  return text.slice(place(start), end === undefined ? undefined : place(end));
}

/** The place of a character, in code units; the length of the text beyond its end. */
function codeUnitIndex(text: string, index: number): number {
  if (!SURROGATE.test(text)) return index;
  let at = 0;
  for (let passed = 0; passed < index && at < text.length; passed++) at += isPair(text, at) ? 2 : 1;
  return at;
}

function isPair(text: string, at: number): boolean {
  return (text.codePointAt(at) ?? 0) > 0xffff;
}
