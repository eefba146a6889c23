import { expect } from 'chai';
import { createTally, soFar } from '../../src/engine/tally.ts';
import { play } from '../harness/play.ts';

describe('tally', () => {
  it('says in the middle of a run what is done, and that the task that acts is in doubt', async () => {
    const tally = createTally();
    const seen: ReturnType<typeof soFar>[] = [];
    await play(
      `
      tasks:
        - { name: first, debug: {} }
        - { name: ask, pause: { prompt: Well?, confirm: true } }`,
      {
        tally,
        answer: () => {
          seen.push(soFar(tally));
          return { kind: 'yes', by: 'operator' };
        },
      },
    );
    const [{ counts, inDoubt }] = seen as [ReturnType<typeof soFar>];
    expect([counts.ok, inDoubt.map(({ name, place }) => [name, place])]).to.deep.equal([
      1,
      [['ask', 'test.yml:4']],
    ]);
    expect(soFar(tally).counts.ok).to.equal(2);
    expect(soFar(tally).inDoubt).to.deep.equal([]);
  });
});
