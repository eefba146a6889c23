import type { Budget } from './budget.ts';

/* Upper and lower case as Python's `str` has it. JavaScript knows no title case, and no case folding. */

/** Characters whose title case is their own: Georgian's small letters have capitals that begin no word. */
const OWN_TITLE = /^[\u10d0-\u10fa\u10fd-\u10ff]$/;
/** Two letters in one character, by their upper case: the first alone becomes a capital. */
const DIGRAPHS: ReadonlyMap<string, string> = new Map([
  ['\u01c4', '\u01c5'],
  ['\u01c7', '\u01c8'],
  ['\u01ca', '\u01cb'],
  ['\u01f1', '\u01f2'],
]);
const IOTA_SUBSCRIPT = '\u0345';
/** Its first half has no case. */
const APOSTROPHE_N = '\u0149';

/** A character as it begins a word: `ß` as `Ss`. */
function titleOf(character: string): string {
  if (OWN_TITLE.test(character)) return character;
  const upper = character.toUpperCase();
  const [first = '', ...rest] = Array.from(upper);
  if (rest.length === 0) return DIGRAPHS.get(upper) ?? upper;
  // A Greek letter with an iota below keeps it there.
  if (character.normalize('NFD').endsWith(IOTA_SUBSCRIPT)) {
    const below = [first, ...rest.slice(0, -1), IOTA_SUBSCRIPT].join('');
    return rest.length === 1 ? below.normalize('NFC') : below;
  }
  return character === APOSTROPHE_N ? upper : first + rest.join('').toLowerCase();
}

/** Python's `str.capitalize`: the first character in title case, the others in lower case. */
export function capitalize(text: string): string {
  const first = characterAt(text, 0);
  return titleOf(first) + lowerAfter(text, first);
}

/** What comes after the first character in lower case, with a sigma at the end of a word knowing of the first. */
function lowerAfter(text: string, first: string): string {
  return text.toLowerCase().slice(first.toLowerCase().length);
}

/** A word as Jinja2's filter `title` writes it: the first character in upper case, not in title case. */
export function capitalWord(text: string): string {
  const first = characterAt(text, 0);
  return first.toUpperCase() + text.slice(first.length).toLowerCase();
}

/** Python's `str.title`: of letters that have a case, the first of each row in title case, the others in lower case. */
export function titleCase(text: string): string {
  return text.replaceAll(/\p{Cased}+/gu, capitalize);
}

/** Python's `str.swapcase`. */
export function swapCase(budget: Budget, text: string): string {
  budget.spend(text.length);
  return text.replaceAll(/\p{Uppercase}+|\p{Lowercase}+/gu, (letters) =>
    /^\p{Uppercase}/u.test(letters) ? letters.toLowerCase() : letters.toUpperCase(),
  );
}

/** A dotless i folds to itself, and Cherokee to capitals. */
const FOLDS_TO_ITSELF = '\u0131';
const FOLDS_UP = /[\u13a0-\u13fd\uab70-\uabbf]/;

/** Python's `str.casefold`. */
export function foldCase(budget: Budget, text: string): string {
  budget.spend(text.length);
  return Array.from(text.replaceAll('\u1e9e', 'ss'), (character) => {
    if (character === FOLDS_TO_ITSELF) return character;
    const upper = character.toUpperCase();
    return FOLDS_UP.test(character) ? upper : Array.from(upper, lowerAlone).join('');
  }).join('');
}

/** Python's `str.isupper`: there are capitals, and no other letters that have a case. */
export function isUpperCase(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !/\p{Lowercase}|\p{Lt}/u.test(text);
}

/** Python's `str.islower`. */
export function isLowerCase(text: string): boolean {
  return /\p{Lowercase}/u.test(text) && !/\p{Uppercase}|\p{Lt}/u.test(text);
}

function lowerAlone(character: string): string {
  return character.toLowerCase();
}

function characterAt(text: string, start: number): string {
  const code = text.codePointAt(start);
  return code === undefined ? '' : String.fromCodePoint(code);
}
