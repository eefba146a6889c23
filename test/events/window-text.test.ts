import { expect } from 'chai';
import { atRiskText, usualText } from '../../src/events/window-text.ts';

const minute = 60_000;
const takes = (usual: number, most = usual, unknown = 0) => ({
  usual: usual * minute,
  most: most * minute,
  unknown,
});

describe('How long a window takes, in words', () => {
  it('says what is usual, and where that is known from', () => {
    expect(usualText({ takes: takes(24), earlierRuns: 0 })).to.equal('it is expected to take 24 min');
    expect(usualText({ takes: takes(24, 28), earlierRuns: 1 })).to.equal(
      'it usually takes 24 min, up to 28 min (1 earlier run)',
    );
    expect(usualText({ takes: takes(24, 28, 2), earlierRuns: 3 })).to.equal(
      'it usually takes 24 min, up to 28 min (3 earlier runs; without 2 tasks of which nothing is known)',
    );
  });

  it('says nothing where nothing is known', () => {
    expect(usualText({})).to.equal('');
    expect(usualText({ takes: takes(0, 0, 3) })).to.equal('');
  });

  it('says why it will not be kept', () => {
    const event = { type: 'window-at-risk', time: 1, id: 'i', name: 'Outage' } as const;
    const at = { ...event, elapsed: 12 * minute, limit: 30 * minute, task: 'Copy' };
    expect(atRiskText({ ...at, rest: takes(20) })).to.equal(
      'from "Copy" on it takes 20 min as a rule, and 18 min of 30 min are left: it will not be kept',
    );
    expect(atRiskText({ ...at, rest: takes(20, 25, 1) })).to.contain('it takes 20 min and more as a rule');
  });
});
