import type { Key, Value } from '../../../src/values/value.ts';

/** Values at the limits of what an expression can be given, by the names that the cases use. Texts are flat, as they are when they come from a result. */
export function costlyValues(): ReadonlyMap<string, Value> {
  const integers = Array.from({ length: 1_000_000 }, (_, index) => BigInt((index * 7919) % 1_000_003));
  const words = integers.map((each) => `w${each}`);
  let nested: Value = [];
  for (let level = 0; level < 400; level++) nested = [nested];
  return new Map<string, Value>([
    ['plain', flat('a', 30_000_000)],
    ['spaced', flat('ab ', 10_000_000)],
    ['lines', flat('a\n', 15_000_000)],
    ['quotes', flat("'", 30_000_000)],
    ['backslashes', flat('\\', 30_000_000)],
    ['wide', flat('ß', 30_000_000)],
    ['emoji', flat('😀', 15_000_000)],
    ['digits', flat('9', 30_000_000)],
    ['dotted', flat('1.', 15_000_000)],
    ['commas', flat('1,', 15_000_000)],
    ['braces', flat('{}', 15_000_000)],
    ['percents', flat('%s', 15_000_000)],
    ['slashes', flat('/', 30_000_000)],
    ['brackets', flat('[', 30_000_000)],
    ['escaped', flat('%41', 10_000_000)],
    ['blank', flat(' ', 30_000_000)],
    ['tabs', flat('\t', 30_000_000)],
    // As large as what makes a new text of each character, word or line still takes.
    ['apostrophes', flat("'", 6_000_000)],
    ['crumbs', flat('a ', 1_900_000)],
    ['verses', flat('a\n', 1_400_000)],
    ['faces', flat('😀', 1_400_000)],
    ['accents', flat('%C3%A9a', 4_000_000)],
    ['json', `[${flat('1,', 14_000_000)}1]`],
    ['yaml', flat('- a\n', 7_000_000)],
    ['integers', integers],
    ['words', words],
    ['pairs', integers.slice(0, 300_000).map((each) => [each, each])],
    [
      'rows',
      integers.slice(0, 200_000).map(
        (each) =>
          new Map<Key, Value>([
            ['a', each],
            ['b', [each]],
          ]),
      ),
    ],
    ['mapping', new Map<Key, Value>(words.slice(0, 500_000).map((each, index) => [each, BigInt(index)]))],
    ['nested', nested],
    ['shared', Array.from({ length: 100_000 }, () => integers)],
    ['texts', Array.from({ length: 1000 }, () => words[0] ?? '').map((each) => each + flat('x', 100_000))],
    ['huge', 10n ** 39_000n],
    ['large', 10n ** 9n],
    ['infinite', Infinity],
    ['tiny', 5e-324],
    ['bytes', new Uint8Array(30_000_000)],
    ['one', 1n],
    ['small', 'a'],
  ]);
}

function flat(part: string, times: number): string {
  return Buffer.alloc(Buffer.byteLength(part) * times, part).toString('utf8');
}
