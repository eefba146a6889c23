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
  const all = SURROGATE.test(text) ? Array.from(text) : text;
  return all[index < 0 ? all.length + index : index];
}

/** The place of a code unit, in characters. */
export function characterIndex(text: string, codeUnit: number): number {
  return codeUnit <= 0 ? codeUnit : characterCount(text.slice(0, codeUnit));
}

/** The characters from `start` to before `end`. */
export function characterSlice(text: string, start: number, end?: number): string {
  return SURROGATE.test(text) ? Array.from(text).slice(start, end).join('') : text.slice(start, end);
}
