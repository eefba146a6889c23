import { expect } from 'chai';
import fc from 'fast-check';
import { attack, emptyScore } from './attack-proofs.ts';
import { proofRunbook } from './proof-runbook.ts';

describe('What is claimed of a choose', () => {
  it('is what the engine does, in 1,000 chooses made at random', async function () {
    this.timeout('10m');
    const score = emptyScore();
    for (const fuzzed of fc.sample(proofRunbook, { numRuns: 300, seed: 20_130_730 })) {
      if (score.chooses < 1000) await attack(fuzzed, 5, score);
    }
    expect(score.wrong).to.deep.equal([]);
    // Nor is it said of none of them.
    expect(score.chooses).to.be.at.least(1000);
    for (const claims of [score.proved, score.refused, score.undecided, score.calls, score.neverRuns])
      expect(claims).to.be.above(0);
  });
});
