import { expect } from 'chai';
import { createTally, soFar } from '../../src/events/tally.ts';
import { play } from '../harness/play.ts';

describe('tally', () => {
  it('says in the middle of a run what is done, and that the task that acts is in doubt', async () => {
    const tally = createTally();
    const seen: ReturnType<typeof soFar>[] = [];
    await play(
      `
      tasks:
        - { name: first, debug: {} }
        - { name: ask, pause: { prompt: Well?, confirm: true } }
        - { name: second, command: [press] }`,
      {
        tally,
        onInterrupt: () => void seen.push(soFar(tally)),
        answer: () => {
          seen.push(soFar(tally));
          return { kind: 'yes', by: 'operator' };
        },
      },
    );
    // A question changes nothing, and so there is nothing half done.
    expect(
      seen.map(({ counts, inDoubt }) => [counts.ok, inDoubt.map(({ name, place }) => [name, place])]),
    ).to.deep.equal([
      [1, []],
      [2, [['second', 'test.yml:5']]],
    ]);
    expect(soFar(tally).counts.ok).to.equal(3);
    expect(soFar(tally).inDoubt).to.deep.equal([]);
  });
});
