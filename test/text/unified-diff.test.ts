import { expect } from 'chai';
import { unifiedDiff } from '../../src/text/unified-diff.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}\n`).join('');

// Compared with what `diff -u` of GNU diffutils says; it leaves out a count of 1.
const cases: readonly [name: string, before: string, after: string, lines: readonly string[]][] = [
  ['nothing of equal texts', 'a\nb\n', 'a\nb\n', []],
  ['nothing of line ends that differ', 'a\r\nb\r\n', 'a\nb\n', []],
  ['a changed line', 'a\nb\nc\n', 'a\nB\nc\n', ['@@ -1,3 +1,3 @@', ' a', '-b', '+B', ' c']],
  ['an added line', 'a\n', 'a\nb\n', ['@@ -1,1 +1,2 @@', ' a', '+b']],
  ['a removed line', 'a\nb\n', 'b\n', ['@@ -1,2 +1,1 @@', '-a', ' b']],
  ['all of a new text', '', 'a\nb\n', ['@@ -0,0 +1,2 @@', '+a', '+b']],
  ['all of a removed text', 'a\n', '', ['@@ -1,1 +0,0 @@', '-a']],
  ['a line end that is missing', 'a', 'a\n', ['@@ -1,1 +1,1 @@', '-a\n\\ No newline at end of file', '+a']],
  [
    'two places apart',
    numbers(20),
    numbers(20).replace('3\n', 'x\n').replace('\n18\n', '\n'),
    [
      ...['@@ -1,6 +1,6 @@', ' 1', ' 2', '-3', '+x', ' 4', ' 5', ' 6'],
      ...['@@ -15,6 +15,5 @@', ' 15', ' 16', ' 17', '-18', ' 19', ' 20'],
    ],
  ],
  [
    'two places close by as one',
    numbers(9),
    numbers(9).replace('2\n', '').replace('8\n', ''),
    ['@@ -1,9 +1,7 @@', ' 1', '-2', ' 3', ' 4', ' 5', ' 6', ' 7', '-8', ' 9'],
  ],
];

describe('a unified diff', () => {
  for (const [name, before, after, lines] of cases) {
    it(`tells ${name}`, () => {
      expect(unifiedDiff(before, after)).to.deep.equal(lines);
    });
  }

  it('of texts that have nothing in common comes in good time', () => {
    const lines = unifiedDiff(numbers(5000), numbers(5000).replaceAll('\n', 'x\n'));
    expect(lines).to.have.lengthOf(10_001);
  });
});
