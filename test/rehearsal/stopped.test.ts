import { expect } from 'chai';
import { eventsOf, output, task } from '../harness/outcome.ts';
import type { RunEvent } from '../../src/events/run-event.ts';
import { recordRehearsal, type RecordedRehearsal } from './recorded-rehearsal.ts';

/** The operator stops the reference runbook when the status board says so. */
function stopAt(name: string, value: string): Promise<RecordedRehearsal> {
  const stopsAt = (event: RunEvent): boolean =>
    event.type === 'status-changed' && event.name === name && event.value === value;
  return recordRehearsal('lync-backend.yml', 'enterprise', stopsAt);
}

function board(run: RecordedRehearsal): Record<string, string> {
  return Object.fromEntries(eventsOf(run, 'status-changed').map(({ name, value }) => [name, value]));
}

/** The tasks that were not skipped. */
const ran = ({ events }: RecordedRehearsal): readonly string[] =>
  eventsOf({ events }, 'task-finished').flatMap(({ name, status }) => (status === 'skipped' ? [] : [name]));

describe('The reference runbook, stopped by the operator', function () {
  it('before the installation gives the service back, and says so', async () => {
    const run = await stopAt('web_service', 'stopped');
    expect(run.outcome.exitCode).to.equal(5);
    expect(task(run, 'Give back: Start the Lync services (added)').status).to.equal('changed');
    expect(ran(run)).to.not.include('Step 7: Install the update');
    expect(board(run)).to.deep.equal({
      lync_services: 'running as before',
      web_service: 'running as before',
      update: 'not installed',
      databases: 'not updated',
      outage: 'over, nothing was installed',
    });
    expect(output(run).join('\n')).to.include('the services run again as before');
    expect(eventsOf(run, 'window-left').map(({ why, undone }) => [why, undone])).to.deep.equal([
      ['stopped', true],
    ]);
  });

  it('in the installation leaves what is in doubt alone, and says what to do', async () => {
    const run = await stopAt('update', 'in doubt');
    expect(run.outcome.exitCode).to.equal(5);
    expect(ran(run).filter((name) => name.startsWith('Give back'))).to.deep.equal([]);
    expect(board(run)).to.include({ lync_services: 'stopped', update: 'in doubt', outage: 'begun' });
    expect(output(run).join('\n')).to.include('What to do now: ');
    expect(eventsOf(run, 'window-left').map(({ why, undone }) => [why, undone])).to.deep.equal([
      ['stopped', undefined],
    ]);
  });

  it('after step 11 looks at the versions of the databases all the same', async () => {
    const run = await stopAt('lync_services', 'perhaps started in part');
    expect(run.outcome.exitCode).to.equal(5);
    expect(board(run)).to.include({ databases: 'updated', outage: 'begun' });
    expect(output(run).join('\n')).to.include('6 of 6 databases are proved');
  });
});
