import { expect } from 'chai';
import { failureDetails } from '../../src/view/failure-output.ts';

describe('what is said below a failed task', () => {
  it('has the last words of its program once, where they were not shown before', () => {
    const details = failureDetails(
      {
        status: 'failed',
        reason: '"backup" ended with exit code 4\ndisk full',
        place: 'runbook.yml:7',
      },
      { seen: [], unseen: ['stderr: disk full'] },
    );
    expect(details).to.deep.equal([
      'stderr: disk full',
      '"backup" ended with exit code 4',
      'at runbook.yml:7',
    ]);
  });
});
