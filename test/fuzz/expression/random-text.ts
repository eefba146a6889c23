import fc from 'fast-check';
import { filterNames, testNames } from '../../../src/expression/index.ts';
import { randomCase } from '../jinja/random-case.ts';

const PIECES = [
  '{{',
  '}}',
  '{%',
  '{#',
  '#}',
  "'",
  '"',
  '\\',
  '(',
  ')',
  '[',
  ']',
  '|',
  ' is ',
  ' not ',
  '\n',
  '\u0000',
  '\ud800',
  '😀',
  '\ufeff',
  '1e999',
  '0x',
  '**',
  '..',
];

const expression = randomCase(new Set(filterNames().map(({ name }) => name)));

/** Texts that are expressions or templates, nearly such, or nothing like it. */
export const randomText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: expression.map(({ source }) => source) },
  { weight: 3, arbitrary: damaged() },
  { weight: 2, arbitrary: wordsInAnyOrder() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

/** An expression with a piece taken out, or another put in. */
function damaged(): fc.Arbitrary<string> {
  return fc
    .tuple(
      expression,
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 4 }), fc.constantFrom('', ...PIECES)), {
        minLength: 1,
        maxLength: 3,
      }),
    )
    .map(([{ source }, changes]) =>
      changes.reduce((text, [at, length, piece]) => {
        const start = at % (text.length + 1);
        return text.slice(0, start) + piece + text.slice(start + length);
      }, source),
    );
}

function wordsInAnyOrder(): fc.Arbitrary<string> {
  const names = [...filterNames(), ...testNames()].map(({ name }) => name);
  const signs =
    '| is not ( ) [ ] { } , . : == < in and or if else ~ + - * / // % ** = 1 2.5 none true a.b x'.split(' ');
  const word = fc.oneof(
    fc.constantFrom(...names),
    fc.constantFrom(...signs, ...PIECES),
    fc.constantFrom(...signs),
  );
  return fc.array(word, { maxLength: 14 }).map((words) => words.join(' '));
}
