import { expect } from 'chai';
import { failureDetails } from '../../src/view/failure-output.ts';

describe('what is said below a failed task', () => {
  it('has the last words of its program once, where they were not shown before', () => {
    const details = failureDetails(
      {
        type: 'task-finished',
        time: 0,
        id: 't1',
        name: 'Back up',
        action: 'command',
        status: 'failed',
        reason: '"backup" ended with exit code 4\ndisk full',
        place: 'runbook.yml:7',
        duration: 1000,
        attempts: 1,
        result: null,
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
