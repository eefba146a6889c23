import { expect } from 'chai';
import fc from 'fast-check';
import { faultsIn } from './expression/faults-in.ts';
import { randomText } from './expression/random-text.ts';

describe('any text as an expression', () => {
  it('gives diagnostics and values and nothing else, in its own places, in 3,000 texts', function () {
    this.timeout('5m');
    fc.assert(
      fc.property(randomText, (text) => {
        expect(faultsIn(text)).to.deep.equal([]);
      }),
      { numRuns: 3000, seed: 20_130_730 },
    );
  });
});
