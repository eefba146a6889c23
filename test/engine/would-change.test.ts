import { expect } from 'chai';
import { wouldChange } from '../../src/engine/would-change.ts';

const what = (...targets: readonly string[]) =>
  targets.map((target) => `What if: Performing the operation "Stop" on target "${target}".\n`).join('');

describe('what a checked task would do', () => {
  const cases: readonly [name: string, said: string | undefined, text: string | undefined][] = [
    ['is said in short', what('w3svc'), 'Stop: w3svc'],
    ['may be two things', what('a', 'b'), 'Stop: a; Stop: b'],
    ['of more is the number', what('a', 'b', 'c', 'd'), 'Stop: a; Stop: b; 2 more'],
    ['is a sentence in other languages', 'WhatIf: Ausführen von "Stop".\n', 'Ausführen von "Stop".'],
    ['is what a script says', '\n  removes 3 files\n', 'removes 3 files'],
    ['is cut', 'x'.repeat(200), `${'x'.repeat(119)}…`],
    ['is not known of what says nothing', '', undefined],
    ['is not known of what has no output', undefined, undefined],
  ];
  for (const [name, said, text] of cases) {
    it(name, () => {
      const result = new Map(said === undefined ? [] : [['host_out', said] as const]);
      expect(wouldChange(result)).to.equal(text);
    });
  }
});
