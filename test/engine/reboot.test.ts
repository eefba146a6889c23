import { expect } from 'chai';
import { output, resultOf, statuses, task } from '../harness/outcome.ts';
import { play, type PlayOptions } from '../harness/play.ts';

const works = { powershell: 'works' } as const;

function restart(keys: string, options: PlayOptions) {
  return play(`tasks: [{ name: one, reboot: { ${keys} }, register: r }, { name: two, Get-Date: {} }]`, {
    ...works,
    ...options,
  });
}

describe('reboot', () => {
  it('waits until the machine was started anew, and goes on in a new session', async () => {
    const run = await restart('message: for an update, pre_reboot_delay: 30s', { machine: { downFor: 90 } });
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: ok']);
    expect(run.restarts).to.deep.equal([{ message: 'for an update', delay: 30_000 }]);
    expect(resultOf(run, 'one')).to.deep.include({ rebooted: true, changed: true, pending: [] });
    const { elapsed } = resultOf(run, 'one') as { elapsed: number };
    expect(elapsed).to.be.within(120, 135);
    expect(output(run, 'message')).to.deep.equal(['the machine has gone down', 'the machine is back']);
    const sessions = run.events.flatMap(({ type }) => (type.startsWith('session-') ? [type] : []));
    expect(sessions).to.deep.equal(['session-opened', 'session-closed', 'session-opened', 'session-closed']);
    expect(run.exitCode).to.equal(0);
  });

  it('knows a machine without an id of each start by its uptime', async () => {
    const run = await restart('', { machine: { hasNoId: true } });
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: ok']);
  });

  it('opens a session that is closed', async () => {
    const run = await play(
      'tasks: [{ session: close }, { name: one, reboot: {} }, { name: two, Get-Date: {} }]',
      {
        ...works,
        machine: {},
      },
    );
    expect(statuses(run).slice(1)).to.deep.equal(['one: changed', 'two: ok']);
  });

  it('fails where the machine does not go down', async () => {
    const run = await restart('timeout: 2m', { machine: { staysUp: true } });
    expect(statuses(run)).to.deep.equal(['one: failed']);
    expect(task(run, 'one').reason).to.equal('the machine has not gone down within 2 min');
    expect(resultOf(run, 'one')).to.deep.include({ rebooted: false, changed: true });
  });

  it('fails where it is not back in time, and says why the last look has failed', async () => {
    const run = await restart('timeout: 5m', { machine: { downFor: 900 } });
    expect(task(run, 'one').reason).to.equal('the machine is not back within 5 min: connection refused');
    expect(run.exitCode).to.equal(2);
  });

  it('fails where the restart is refused, and keeps the session', async () => {
    const run = await play(
      'tasks: [{ name: one, reboot: {}, ignore_errors: true }, { name: two, Get-Date: {} }]',
      { ...works, machine: { refuses: 'a required privilege is not held by the client' } },
    );
    expect(task(run, 'one').reason).to.equal(
      'the restart was refused: a required privilege is not held by the client',
    );
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: ok']);
    expect(run.closed).to.deep.equal(['default']);
  });

  it('tries the test command until it goes well', async () => {
    const run = await restart('test_command: "quit 0"', { machine: {} });
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: ok']);
    expect(
      run.invoked.map(({ command }) => (command.kind === 'script' ? command.text : command.name)),
    ).to.deep.equal(['quit 0', 'Get-Date']);
    const never = await restart('test_command: "quit 7", timeout: 3m', { machine: {} });
    expect(task(never, 'one').reason).to.equal(
      'the machine is back, but the test command fails: it ended with exit code 7',
    );
    expect(resultOf(never, 'one')).to.deep.include({ rebooted: true });
  });

  it('loses the session within the test command, as a machine that restarts twice does, without a word', async () => {
    const run = await restart('test_command: lose, timeout: 2m', { machine: {} });
    expect(task(run, 'one').reason).to.equal('the machine is back, but the test command fails: it went away');
    expect(run.events.filter(({ type }) => type === 'session-lost')).to.deep.equal([]);
  });

  it('with when_pending restarts only what waits for that', async () => {
    const idle = await restart('when_pending: true', { machine: {} });
    expect(statuses(idle)).to.deep.equal(['one: ok', 'two: ok']);
    expect(resultOf(idle, 'one')).to.deep.include({ rebooted: false, changed: false, pending: [] });
    expect(idle.restarts).to.deep.equal([]);
    const waiting = await restart('when_pending: true', { machine: { pending: ['an update'] } });
    expect(resultOf(waiting, 'one')).to.deep.include({ rebooted: true, pending: ['an update'] });
    const unknown = await restart('when_pending: true', { machine: { pending: null } });
    expect(task(unknown, 'one').reason).to.equal(
      'whether a restart is pending cannot be told: HKLM: access is denied',
    );
    expect(unknown.restarts).to.deep.equal([]);
  });

  it('restarts nothing in check mode, and says whether it would', async () => {
    const waiting = await restart('when_pending: true', {
      machine: { pending: ['an update'] },
      checkMode: true,
    });
    expect(task(waiting, 'one')).to.deep.include({
      status: 'not_run',
      reason: 'the machine would be restarted; pending: an update',
    });
    const idle = await restart('when_pending: true', { machine: {}, checkMode: true });
    expect(task(idle, 'one').status).to.equal('ok');
    expect([...waiting.restarts, ...idle.restarts]).to.deep.equal([]);
  });

  it('is in doubt where it is stopped while the machine is down', async () => {
    const run = await restart('', { machine: { downFor: 600 }, stopAfter: 60_000 });
    expect(task(run, 'one')).to.deep.include({ status: 'stopped', reason: 'stopped by the operator' });
    expect(run.inDoubt.map(({ name }) => name)).to.deep.equal(['one']);
  });

  it('refuses to restart below what goes on', async () => {
    const run = await play(
      'tasks: [{ name: one, powershell: linger 60, async: 5m, poll: 0 }, { name: two, reboot: {} }]',
      { ...works, machine: {} },
    );
    expect(task(run, 'two').reason).to.contain('the machine cannot be restarted: "one"');
    expect(run.restarts).to.deep.equal([]);
  });

  it('ends the run where that is on the machine: nothing else is begun, not even always', async () => {
    const run = await play(
      'tasks: [{ block: [{ name: one, reboot: {} }, { name: two, Get-Date: {} }], always: [{ name: three, debug: {} }] }]',
      { ...works, machine: { isHere: true } },
    );
    expect(statuses(run)).to.deep.equal(['one: stopped']);
    expect(run.restarts).to.deep.equal([{ message: undefined, delay: 5000 }]);
    expect(run).to.deep.include({
      exitCode: 5,
      outcome: 'this machine is restarted, and the run goes on behind that',
    });
  });
});
