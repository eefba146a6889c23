import { expect } from 'chai';
import { expectReplayed } from '../harness/expect-replayed.ts';
import { journalIn } from '../harness/recorded-effects.ts';
import { emptyBoundaryScore, resumeAtBoundaries } from '../harness/resume-at-boundaries.ts';
import { SOME_SCENARIOS } from '../harness/some-scenarios.ts';
import { recordRehearsal } from './recorded-rehearsal.ts';

describe('A scenario that is replayed from its recorded effects', function () {
  this.timeout(300_000);

  // `npm run kill-test` takes all scenarios, and breaks each off at all of its entries.
  for (const [index, name] of SOME_SCENARIOS.entries()) {
    it(`comes to the same events, times included, and so it does where it was broken off: "${name}"`, async () => {
      const recorded = await recordRehearsal('lync-backend.yml', name);
      const { plan, directory, events, outcome, openFirst } = recorded;
      expect(outcome.exitCode).to.equal(recorded.expectedExit);
      await expectReplayed(plan, directory, events, outcome, { openFirst });
      // Every sixth entry, another one in each scenario.
      const score = emptyBoundaryScore();
      const run = { plan, directory, events, outcome, openFirst };
      await resumeAtBoundaries(run, score, name, every(6, index, journalIn(directory).entries.length));
      expect(score.wrong).to.deep.equal([]);
    });
  }
});

/** Each so many numbers from 1 to `most`, from another one on for each `index`. */
function every(step: number, index: number, most: number): readonly number[] {
  return Array.from({ length: most }, (_, at) => at + 1).filter((count) => (count + index) % step === 0);
}
