import { expect } from 'chai';
import { killConformance, killRehearsals } from './kill-at-random.ts';
import { emptyKillScore, pointsOf } from './kill-score.ts';
import { randomFrom } from './random-from.ts';

/** `npm run kill-test -- --points 2000` does more of it. */
describe('A run that is killed with SIGKILL at random moments, and gone on with', function () {
  this.timeout('15m');
  before(function () {
    // Only Linux shows which processes are a run's, and has a terminal to answer on.
    if (process.platform !== 'linux') this.skip();
  });

  it('has each effect once and ends as if nothing had been: 40 kills of applied conformance runbooks', async () => {
    const score = emptyKillScore();
    await killConformance(40, randomFrom(20_131_014), score);
    expect(score.wrong).to.deep.equal([]);
    expect(pointsOf(score)).to.be.at.least(40);
    expect(score.exact).to.be.above(0);
    expect(score.asked).to.be.above(0);
  });

  it('has each effect once and ends as if nothing had been: 8 kills of the reference runbook and its PowerShell', async () => {
    const score = emptyKillScore();
    const random = randomFrom(20_131_015);
    await killRehearsals('runner', 6, random, score);
    await killRehearsals('session', 2, random, score);
    expect(score.wrong).to.deep.equal([]);
    expect(score.runners).to.be.at.least(6);
    expect(score.sessions).to.be.at.least(2);
  });
});
