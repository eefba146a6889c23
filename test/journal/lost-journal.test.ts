import { expect } from 'chai';
import type { WorldMark } from '../harness/play.ts';
import { planFor, playPlan } from '../harness/play.ts';

const text = `
  tasks:
    - block:
        - { name: one, command: [say, one] }
        - { name: two, command: [say, two] }
      rescue: [{ name: rescue, command: [say, rescue] }]
      always: [{ name: always, command: [say, always] }]
    - { name: last, command: [say, last] }`;

describe('A journal that cannot be written any more', () => {
  it('stops the run before the next effect, wherever that is, and the run never counts as done', async () => {
    const { plan } = planFor(text, {});
    if (!plan) throw new Error('there is no plan');
    const marks: WorldMark[] = [];
    const whole = await playPlan(plan, {}, { marks });
    expect(whole.exitCode).to.equal(0);
    // The first entry is the header's, and the last effect closes a session that is not there.
    for (let count = 1; count < marks.length - 2; count++) {
      const run = await playPlan(plan, {}, { fullAfter: count });
      const where = `full after ${count} entries`;
      expect([run.exitCode, run.outcome], where).to.deep.equal([
        3,
        'stopped because the journal could not be written',
      ]);
      // What is intended on record has been done, and nothing besides.
      expect(run.ran, where).to.deep.equal(marks[count]!.ran);
    }
  });
});
