import fc from 'fast-check';
import type { Typed } from '../../expression/goldens/golden-cases.ts';

/* The variables that random expressions see, with random values. Their names say their types. */

const integer: fc.Arbitrary<Typed> = fc
  .oneof(
    { weight: 6, arbitrary: fc.integer({ min: -20, max: 60 }).map(BigInt) },
    { weight: 1, arbitrary: fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }) },
    { weight: 1, arbitrary: fc.constantFrom(0n, 1n, -1n, 2n ** 31n, 2n ** 53n + 1n, 10n ** 18n) },
  )
  .map((value) => ({ int: String(value) }));

const float: fc.Arbitrary<Typed> = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: -4000, max: 4000 }).map((value) => value / 8) },
    { weight: 3, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
    { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
    { weight: 1, arbitrary: fc.constantFrom(0, -0, 0.5, 2.5, 1e16, 1e-7, 1.005, 123456.789) },
  )
  .map((value) => ({ float: Object.is(value, -0) ? '-0.0' : String(value) }));

const WORDS = [
  'a',
  'b',
  'Web01',
  'w3svc',
  'ÄÖ',
  'straße',
  'ǆ',
  'ﬁ',
  'İ',
  'ß',
  '😀',
  '中文',
  '٣',
  '²',
  'Σας',
  "o'k",
  'x-y',
  'e1',
];
const SIGNS = [
  ' ',
  '  ',
  '\t',
  '\n',
  '\r\n',
  ',',
  '.',
  '/',
  '\\',
  '=',
  ':',
  '%',
  '{',
  '}',
  '"',
  '-',
  '_',
  '0',
  '12',
  '\u00a0',
  '\u2028',
  '&',
];

export const text = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...WORDS), fc.constantFrom(...SIGNS)), { maxLength: 7 })
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.integer({ min: -99, max: 999 }).map(String) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ' 42 ',
      '1.5',
      '-7.25e2',
      '0x1f',
      '1_000',
      '٣٤',
      'yes',
      'True',
      'nan',
      '1.2.10',
      '5 MB',
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ max: 0x2fff, min: 0 }), { maxLength: 4 })
      .map((codes) => String.fromCodePoint(...codes)),
  },
);

const scalar: fc.Arbitrary<Typed> = fc.oneof(integer, float, text, fc.boolean(), fc.constant(null));
const key = fc.constantFrom('a', 'b', 'c', 'A', 'key', 'value', '1', 'ä');

function list(items: fc.Arbitrary<Typed>): fc.Arbitrary<Typed> {
  return fc.array(items, { maxLength: 5 });
}

function mapping(values: fc.Arbitrary<Typed>): fc.Arbitrary<Typed> {
  return fc
    .uniqueArray(fc.tuple(key, values), { maxLength: 4, selector: ([name]) => name })
    .map((map) => ({ map }));
}

const row = fc
  .tuple(text, integer, fc.array(text, { maxLength: 3 }), scalar)
  .map(([name, age, tags, more]): Typed => ({
    map: [
      ['name', name],
      ['age', age],
      ['tags', tags],
      ['more', more],
    ],
  }));

const inner = fc.oneof(scalar, list(scalar), mapping(scalar));

/** By name: the type of each variable is its first letter's. */
export const variables: fc.Arbitrary<Typed> = fc
  .record({
    i: integer,
    i2: integer,
    f: float,
    s: text,
    s2: text,
    l: list(fc.oneof(scalar, list(scalar))),
    ls: list(text),
    li: list(integer),
    m: mapping(inner),
    m2: mapping(inner),
    rows: list(row),
    b: fc.boolean(),
    v: inner,
  })
  .map((all) => ({ map: Object.entries(all) }));
