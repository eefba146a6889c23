import { oddCharacters, type OddCharacter } from './odd-characters.ts';

/**
 * The characters of a text that nobody can have meant, whatever the text is about: what cannot be seen among plain characters, a letter of another script in
 * a Latin word that looks like one of its own, and at either end a blank that is none. A dash, a quote or a joiner has its place in prose, and is not among them.
 */
export function misplacedCharacters(text: string): readonly OddCharacter[] {
  const all = oddCharacters(text);
  if (all.length === 0) return all;
  const mixed = inMixedWords(text, all);
  const visible = visiblePart(text, all);
  const isRightToLeft = RIGHT_TO_LEFT.test(text);
  return all.filter((odd) => {
    switch (odd.kind) {
      case 'invisible':
        return isAmongPlain(text, odd) && !(isRightToLeft && MARKS.has(odd.text));
      case 'blank':
        return odd.index < visible.start || odd.index >= visible.end;
      case 'letter':
        return mixed.has(odd);
      case 'form':
        return /^[{}]$/.test(odd.plain) && /｛｛|｝｝/.test(text);
      case 'direction':
      case 'dash':
      case 'quote':
      case 'sign':
        return false;
    }
  });
}

/** Where what can be seen of a text begins and ends. */
export function visiblePart(
  text: string,
  all: readonly OddCharacter[],
): { readonly start: number; readonly end: number } {
  const unseen = new Set(
    all.flatMap(({ index, kind }) => (kind === 'blank' || kind === 'invisible' ? [index] : [])),
  );
  const isUnseen = (index: number): boolean => unseen.has(index) || /\s/.test(text.charAt(index));
  let start = 0;
  while (start < text.length && isUnseen(start)) start++;
  let end = text.length;
  while (end > start && isUnseen(end - 1)) end--;
  return { start, end };
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
/** By which a text from right to left says where a sign belongs. */
const MARKS: ReadonlySet<string> = new Set(['\u200e', '\u200f', '\u061c']);

/** A joiner in an emoji, and a break in a script without blanks, stand between characters of their own kind. */
function isAmongPlain(text: string, { index, text: character }: OddCharacter): boolean {
  const before = text.charAt(index - 1);
  const after = text.charAt(index + character.length);
  return [before, after].some((each) => each === '' || each <= '\x7f');
}

/** Of words with Latin letters, those of another script, where every one of the others looks like a Latin one. `µs` and `kΩ` have none such. */
function inMixedWords(text: string, all: readonly OddCharacter[]): ReadonlySet<OddCharacter> {
  const letters = new Map(all.flatMap((odd) => (odd.kind === 'letter' ? [[odd.index, odd] as const] : [])));
  const mixed = new Set<OddCharacter>();
  if (letters.size === 0) return mixed;
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{M}\p{N}_]+/gu)) {
    if (!/\p{Script=Latin}/u.test(word)) continue;
    const inside: OddCharacter[] = [];
    let at = index;
    let isAll = true;
    for (const character of word) {
      const odd = letters.get(at);
      if (odd) inside.push(odd);
      else if (/\p{L}/u.test(character) && !/\p{Script=Latin}/u.test(character)) isAll = false;
      at += character.length;
    }
    if (isAll) for (const odd of inside) mixed.add(odd);
  }
  return mixed;
}
