import { expect } from 'chai';
import { eventsOf, statuses } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';
import type { TestPowerShell } from '../harness/test-sessions.ts';

const first = (powershell: TestPowerShell) =>
  play('tasks: [{ name: zero, debug: {} }, { name: one, Get-Date: {} }]', { powershell, openFirst: true });

describe('PowerShell that is started before the first task', () => {
  it('is there when the tasks begin', async () => {
    const run = await first('works');
    expect(run.events.map(({ type }) => type).slice(0, 2)).to.deep.equal(['session-opened', 'task-started']);
    expect(statuses(run)).to.deep.equal(['zero: ok', 'one: ok']);
    expect(run).to.deep.include({ exitCode: 0, outcome: 'every task that had to run is done' });
  });

  for (const [powershell, notice, outcome] of [
    ['missing', 'there is no PowerShell\nget one', 'nothing was run: there is no PowerShell'],
    ['refused', 'A is wrong\nB is wrong\nmend them', 'nothing was run: A is wrong'],
    [
      'broken',
      'it ended as it started; it said:\nno disk\nsee `runbook doctor`',
      'nothing was run: it ended as it started',
    ],
  ] as const) {
    it(`and is ${powershell} is told of, and nothing is begun`, async () => {
      const run = await first(powershell);
      expect(run.events.map(({ type }) => type)).to.deep.equal(['notice-given']);
      expect(eventsOf(run, 'notice-given')[0]).to.deep.include({ level: 'error', text: notice });
      expect(run).to.deep.include({ exitCode: 3, outcome, inDoubt: [] });
    });
  }

  it('and would refuse calls of the runbook is the mistake of the runbook', async () => {
    const run = await first('uncallable');
    const [notice] = eventsOf(run, 'notice-given');
    expect(notice).to.deep.include({ level: 'error', text: 'it would refuse a call\nmend the runbook' });
    expect(run).to.deep.include({ exitCode: 4, outcome: 'nothing was run: it would refuse a call' });
    expect(run.events.map(({ type }) => type)).to.deep.equal(['notice-given']);
  });

  it('is not waited for when a stop is asked for', async () => {
    const run = await first('slow');
    expect(run.events.map(({ type }) => type)).to.deep.equal(['stop-requested']);
    expect(run).to.deep.include({ exitCode: 5, outcome: 'stopped by the operator: nothing was run' });
  });

  it('and meets a bug of ours is no reason of the run: the bug is thrown on', async () => {
    const thrown = await first('buggy').catch((error: unknown) => error);
    expect(thrown).to.be.instanceOf(TypeError);
  });
});
