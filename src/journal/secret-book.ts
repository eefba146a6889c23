import { createMaskScan } from '../secrets/mask-scan.ts';
import { SHORTEST_SECRET, secretSpellings } from '../secrets/secret-spellings.ts';

/** A secret that stands in a record has not come up. */
export class UnknownSecret extends RangeError {}

/** A piece of a text: as it is, or a part of one spelling of a secret. `to` is after its last character. */
export type TextPart = string | readonly [secret: number, spelling: number, from: number, to: number];

/**
 * The secrets of a run by the order in which it came to know them. A run that is played again comes to know the same ones in the same order: so a number stands for
 * a secret where the secret itself must not.
 */
export interface SecretBook {
  /** What is known already, and texts that are too short to be searched for, change nothing. */
  add(secret: string): void;
  /** The number of a secret; undefined where it is not known. */
  numberOf(secret: string): number | undefined;
  /** How many have come up. */
  readonly size: number;
  /** Those from a number on. */
  from(number: number): readonly string[];
  /** The secret with this number. Errors: throws `UnknownSecret` where it has not come up. */
  secret(number: number): string;
  /** The text in pieces; undefined where no secret stands in it, in any spelling. */
  parts(text: string): readonly TextPart[] | undefined;
  /** The text that such pieces are of. Errors: throws `UnknownSecret`. */
  text(parts: readonly TextPart[]): string;
}

/** `known`: what the run knows from its beginning. */
export function createSecretBook(known: Iterable<string> = []): SecretBook {
  const secrets: string[] = [];
  const numbers = new Map<string, number>();
  /** Each spelling, and whose it is first. */
  const owners = new Map<string, readonly [secret: number, spelling: number]>();
  let scan: ReturnType<typeof createMaskScan> | undefined;

  const secret = (number: number): string => {
    const known = secrets[number];
    if (known === undefined) throw new UnknownSecret(`the secret ${number} has not come up`);
    return known;
  };
  const spellingOf = (number: number, spelling: number): string => {
    return [...secretSpellings(secret(number))][spelling] ?? '';
  };

  const book: SecretBook = {
    get size() {
      return secrets.length;
    },
    from: (number) => secrets.slice(number),
    secret,
    numberOf: (text) => numbers.get(text),
    add(text) {
      if (text.length < SHORTEST_SECRET || numbers.has(text)) return;
      const number = secrets.push(text) - 1;
      numbers.set(text, number);
      for (const [spelling, each] of [...secretSpellings(text)].entries()) {
        if (!owners.has(each)) owners.set(each, [number, spelling]);
      }
      scan = undefined;
    },
    parts(text) {
      if (owners.size === 0 || text.length < SHORTEST_SECRET) return undefined;
      scan ??= createMaskScan(new Set(owners.keys()));
      const { found } = scan(text);
      if (found.length === 0) return undefined;
      const parts: TextPart[] = [];
      let from = 0;
      for (const { start, end } of found) {
        if (start > from) parts.push(text.slice(from, start));
        parts.push(...covered(text.slice(start, end), owners));
        from = end;
      }
      if (from < text.length) parts.push(text.slice(from));
      return parts;
    },
    text(parts) {
      return parts
        .map((part) =>
          typeof part === 'string' ? part : spellingOf(part[0], part[1]).slice(part[2], part[3]),
        )
        .join('');
    },
  };
  for (const each of known) book.add(each);
  return book;
}

/** A stretch of secrets, which may overlap or be broken over lines, in parts of spellings. What is in none of them breaks it, and stays. */
function covered(
  stretch: string,
  owners: ReadonlyMap<string, readonly [secret: number, spelling: number]>,
): TextPart[] {
  const whole = owners.get(stretch);
  if (whole) return [[...whole, 0, stretch.length]];
  const parts: TextPart[] = [];
  let at = 0;
  while (at < stretch.length) {
    let longest: { readonly of: readonly [number, number]; from: number; length: number } | undefined;
    for (const [spelling, of] of owners) {
      const { from, length } = longestPart(stretch, at, spelling);
      if (length > (longest?.length ?? 0)) longest = { of, from, length };
    }
    if (longest) {
      parts.push([...longest.of, longest.from, longest.from + longest.length]);
      at += longest.length;
    } else {
      parts.push(stretch.charAt(at));
      at++;
    }
  }
  return parts;
}

/** The longest part of the spelling that stands in the stretch at this place. */
function longestPart(stretch: string, at: number, spelling: string): { from: number; length: number } {
  let best = { from: 0, length: 0 };
  for (let from = 0; from < spelling.length; from++) {
    let length = 0;
    while (
      from + length < spelling.length &&
      at + length < stretch.length &&
      spelling[from + length] === stretch[at + length]
    )
      length++;
    if (length > best.length) best = { from, length };
  }
  return best;
}
