import fc from 'fast-check';
import { createMask } from '../../../src/secrets/mask.ts';
import { secretSpellings } from '../../../src/secrets/secret-spellings.ts';
import { cut, cuts } from './cut.ts';

const secret = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 8, maxLength: 24 }),
    fc.string({ unit: fc.constantFrom(...Array.from('aaab')), minLength: 8, maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...Array.from('aZ0+/="\'<&\\$` ü😀')), minLength: 8, maxLength: 24 }),
    fc.string({ unit: fc.constantFrom(...Array.from('ab\r\n  ')), minLength: 12, maxLength: 24 }),
  )
  .filter((text) => text.trim().length >= 8 && text.isWellFormed());

const filler = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...Array.from('aaab')), maxLength: 20 }),
  fc.constantFrom('\n', '\r\n', '\u001b[31m', '": "', '********', '', ' '),
);

/** Secrets, and a text that has them in between, in some of their spellings, and what is nearly one. */
export const randomSecrets = fc.array(secret, { minLength: 1, maxLength: 3 }).chain((secrets) => {
  const spellings = secrets.flatMap((each) => [...secretSpellings(each)]);
  const nearly = fc
    .constantFrom(...spellings)
    .chain((each) => fc.nat(each.length).map((end) => each.slice(0, end)));
  return fc.record({
    secrets: fc.constant(secrets),
    pieces: fc.array(fc.oneof(filler, fc.constantFrom(...spellings), nearly), {
      minLength: 1,
      maxLength: 12,
    }),
    at: cuts,
  });
});

export interface Hidden {
  readonly secrets: readonly string[];
  readonly pieces: readonly string[];
  readonly at: readonly number[];
}

/** Where a secret is still to be seen after masking: as a whole, in pieces, in data. */
export function seenSecrets({ secrets, pieces, at }: Hidden): readonly string[] {
  const mask = createMask();
  for (const each of secrets) mask.add(each);
  const text = pieces.join('');
  const stream = mask.maskStream();
  const shown = {
    whole: mask.mask(text),
    stream:
      cut(text, at)
        .map((piece) => stream.push(piece))
        .join('') + stream.end(),
    data: JSON.stringify(mask.maskDeep({ text, list: pieces, [text]: 1 })),
  };
  // The stars themselves are no secret, and what is left beside them may not be one by chance.
  const spellings = secrets.flatMap((each) => [...secretSpellings(each)]).filter((each) => each.length >= 8);
  return Object.entries(shown).flatMap(([where, masked]) =>
    spellings.filter((each) => masked.includes(each)).map((each) => `${where} shows ${JSON.stringify(each)}`),
  );
}
