import {
  BLANKS,
  DASHES,
  DIRECTIONS,
  DOUBLE_QUOTES,
  INVISIBLE,
  LETTERS,
  SIGN_NAMES,
  SIGNS,
  SINGLE_QUOTES,
} from './odd-character-names.ts';

/** A character that cannot be seen, or looks like a plain one and is another. */
export interface OddCharacter {
  /** In code units. */
  readonly index: number;
  readonly text: string;
  /**
   * `direction`: it turns the order around in which a text is shown. `letter`: of another script. `form`: wide, bold, or the like.
   */
  readonly kind: 'invisible' | 'direction' | 'blank' | 'dash' | 'quote' | 'letter' | 'sign' | 'form';
  /** What a keyboard would have given; empty where nothing should stand there. */
  readonly plain: string;
  /** As people look it up: `U+200B ZERO WIDTH SPACE`. */
  readonly name: string;
}

type Known = Omit<OddCharacter, 'index' | 'text'>;

const NOT_ASCII = /[^\0-\x7f]/u;

/** All of them in a text, in order. Some have every right to be there: `misplacedCharacters` has the others. */
export function oddCharacters(text: string): readonly OddCharacter[] {
  if (!NOT_ASCII.test(text)) return [];
  const found: OddCharacter[] = [];
  let index = 0;
  for (const character of text) {
    const known = character > '\x7f' ? lookUp(character) : undefined;
    if (known) found.push({ index, text: character, ...known });
    index += character.length;
  }
  return found;
}

/** The text with plain characters in the place of those that look like them. */
export function plainText(text: string): string {
  if (!NOT_ASCII.test(text)) return text;
  return Array.from(text, (character) => lookUp(character)?.plain ?? character).join('');
}

const known = new Map<string, Known | undefined>();

function lookUp(character: string): Known | undefined {
  if (character <= '\x7f') return undefined;
  if (known.has(character)) return known.get(character);
  const found = describe(character);
  // What a hostile file can fill is bounded by what there is in Unicode, and need not be kept.
  if (known.size < 10_000) known.set(character, found);
  return found;
}

function describe(character: string): Known | undefined {
  const code = character.codePointAt(0) ?? 0;
  const at = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const named = (kind: OddCharacter['kind'], plain: string, name: string): Known => ({
    kind,
    plain,
    name: `${at} ${name}`,
  });
  for (const [kind, plain, names] of PLAIN) {
    const name = names.get(code);
    if (name !== undefined) return named(kind, plain, name);
  }
  const letter = LETTERS.get(code);
  if (letter) return named('letter', ...letter);
  const sign = SIGNS.get(code);
  if (sign) return named('sign', ...sign);
  // Copies of ASCII that nothing shows.
  if (code >= 0xe0000 && code <= 0xe007f) return named('invisible', '', 'TAG CHARACTER');
  const plain = character.normalize('NFKC');
  if (plain === character || !/^[!-~]+$/.test(plain)) return undefined;
  if (code >= 0xff01 && code <= 0xff5e) return named('form', plain, `FULLWIDTH ${asciiName(plain)}`);
  // `½`, `²` and `™` are what they are; a letter in another form is that letter to nobody but a reader.
  return /^[A-Za-z]$/.test(plain) && code > 0x1d3ff
    ? { kind: 'form', plain, name: `${at}, another form of "${plain}"` }
    : undefined;
}

const PLAIN: readonly (readonly [OddCharacter['kind'], string, ReadonlyMap<number, string>])[] = [
  ['invisible', '', INVISIBLE],
  ['direction', '', DIRECTIONS],
  ['blank', ' ', BLANKS],
  ['dash', '-', DASHES],
  ['quote', "'", SINGLE_QUOTES],
  ['quote', '"', DOUBLE_QUOTES],
];

const DIGITS = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN', 'EIGHT', 'NINE'];

function asciiName(character: string): string {
  if (/\d/.test(character)) return `DIGIT ${DIGITS[Number(character)] ?? ''}`;
  if (!/[A-Za-z]/.test(character)) return SIGN_NAMES.get(character) ?? '';
  const size = character === character.toUpperCase() ? 'CAPITAL' : 'SMALL';
  return `LATIN ${size} LETTER ${character.toUpperCase()}`;
}
