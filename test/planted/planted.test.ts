import { expect } from 'chai';
import { temporaryFolder } from '../cli/temporary-folder.ts';
import { kinds, plantAndCount } from './score.ts';

describe('Mistakes planted in valid runbooks', () => {
  const folder = temporaryFolder({});

  it('are found at their lines, 95 of 100, and nothing is said of the runbooks as they are', async function () {
    const score = await plantAndCount(folder.path, { each: 3, seed: 7 });
    expect(score.falseAlarms).to.deep.equal([]);
    expect(score.kinds.filter(({ planted }) => planted === 0)).to.deep.equal([]);
    expect(kinds.length).to.be.at.least(40);
    const planted = score.kinds.reduce((sum, kind) => sum + kind.planted, 0);
    const found = score.kinds.reduce((sum, kind) => sum + kind.found, 0);
    expect(
      found / planted,
      score.kinds.flatMap(({ name, missed }) => missed.map((each) => `${name}: ${each}`)).join('\n'),
    ).to.be.at.least(0.95);
  });
});
