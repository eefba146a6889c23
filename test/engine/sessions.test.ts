import { expect } from 'chai';
import { eventsOf, output, resultOf, statuses, task } from '../harness/outcome.ts';
import { play, type Played } from '../harness/play.ts';

/** What became of the run's sessions, and the ends of its tasks. */
function story(run: Played): string[] {
  return run.events.flatMap((event) => {
    switch (event.type) {
      case 'session-opened':
        return [`opened ${event.pid}`];
      case 'session-closed':
        return [`closed ${event.pid}`];
      case 'session-lost':
        return [`lost ${event.pid}: ${event.message}`];
      case 'task-finished':
        return [`${event.name}: ${event.status}`];
      default:
        return [];
    }
  });
}

describe('the session of a run', () => {
  it('is opened by the first task that needs it, is kept, and is closed after the last', async () => {
    const run = await play(
      `
      tasks:
        - { name: zero, debug: {} }
        - { name: one, powershell: say hello }
        - { name: two, Get-Date: {} }`,
      { powershell: 'works' },
    );
    expect(story(run)).to.deep.equal(['zero: ok', 'opened 41', 'one: changed', 'two: ok', 'closed 41']);
    expect(eventsOf(run, 'session-opened')[0]).to.deep.include({
      version: '7.4.0',
      edition: 'Core',
      duration: 0,
    });
    expect(output(run, 'output')).to.deep.equal(['hello']);
    expect(run.closed).to.deep.equal(['default']);
  });

  it('is not opened where nothing needs it', async () => {
    const run = await play('tasks: [{ name: one, debug: {} }]', { powershell: 'works' });
    expect(story(run)).to.deep.equal(['one: ok']);
    expect(run.closed).to.deep.equal([]);
  });

  it('that was lost is opened again by the next task, and what was lost is told', async () => {
    const run = await play(
      `
      tasks:
        - block: [{ name: one, powershell: lose, ignore_errors: true }]
          rescue: [{ name: mend, powershell: say x }]`,
      { powershell: 'works' },
    );
    expect(story(run)).to.deep.equal([
      'opened 41',
      'lost 41: it went away',
      'one: failed',
      'opened 42',
      'mend: changed',
      'closed 42',
    ]);
    expect(eventsOf(run, 'session-lost')[0]?.lastWords).to.equal('\n good bye\n');
    expect(task(run, 'one').reason).to.equal('it went away\nits last words:\ngood bye');
    expect(task(run, 'one').help).to.contain('look at the system');
  });

  it('can be closed and opened by tasks, and is closed once', async () => {
    const run = await play(
      `
      tasks:
        - { name: early, session: close }
        - { name: open, session: open }
        - { name: one, Get-Date: {} }
        - { name: again, session: open }
        - { name: close, session: close }
        - { name: two, Get-Date: {}, ignore_errors: true }
        - { name: restart, session: restart }
        - { name: three, Get-Date: {} }
        - { name: last, session: close }`,
      { powershell: 'works' },
    );
    expect(story(run)).to.deep.equal([
      'early: ok',
      'opened 41',
      'open: changed',
      'one: ok',
      'again: ok',
      'closed 41',
      'close: changed',
      'two: ignored',
      'opened 42',
      'restart: changed',
      'three: ok',
      'closed 42',
      'last: changed',
    ]);
    expect(task(run, 'two').reason).to.equal('the PowerShell session is closed');
  });

  it('that cannot be ended is said so, and the run ends as it went', async () => {
    const run = await play('tasks: [{ name: one, Get-Date: {} }]', { powershell: 'stuck' });
    expect(story(run)).to.deep.equal(['opened 41', 'one: ok']);
    expect(eventsOf(run, 'notice-given').map(({ level, text }) => [level, text])).to.deep.equal([
      ['warning', 'the PowerShell process could not be ended: it does not end'],
    ]);
    expect(run.exitCode).to.equal(0);
  });

  it('is asked to keep the output of a call only where something reads it afterwards', async () => {
    const run = await play(
      `
      tasks:
        - { powershell: say x }
        - { powershell: say x, register: it }
        - { powershell: say x, until: true }
        - { powershell: say x, failed_when: false }
        - { powershell: say x, changed_when: false }`,
      { powershell: 'works' },
    );
    expect(run.invoked.map(({ keepOutput }) => keepOutput)).to.deep.equal([false, true, true, true, true]);
  });

  it('gets what holds for a call', async () => {
    const run = await play(
      `
      tasks:
        - { Get-Date: { Year: 2026 } }
        - { Get-Date: {}, error_action: continue, environment: { A: 1 } }`,
      { powershell: 'works' },
    );
    const [first, second] = run.invoked;
    expect(first).to.deep.include({
      command: { kind: 'cmdlet', name: 'Get-Date' },
      parameters: new Map([['Year', 2026n]]),
      errorAction: 'stop',
      environment: new Map(),
      checkMode: false,
    });
    expect(second).to.deep.include({ errorAction: 'continue', environment: new Map([['A', '1']]) });
  });

  it('shows how far a command has come, but for no_log', async () => {
    const run = await play(
      'tasks: [{ name: one, powershell: progress }, { name: two, powershell: progress, no_log: true }]',
      { powershell: 'works' },
    );
    expect(eventsOf(run, 'task-progressed')).to.deep.equal([
      {
        type: 'task-progressed',
        time: Date.UTC(2026, 0, 5, 22),
        id: 'tasks/0',
        activity: 'Copying',
        status: 'a file',
        percent: 40,
        secondsRemaining: 9,
        completed: false,
      },
    ]);
  });
});

describe('a session that cannot be had', () => {
  it('is no failure to ignore, and what needed it has done nothing', async () => {
    const run = await play('tasks: [{ name: one, powershell: say x, register: it, ignore_errors: true }]');
    expect(statuses(run)).to.deep.equal(['one: failed']);
    expect(resultOf(run, 'one')).to.deep.equal({
      changed: false,
      failed: true,
      skipped: false,
      msg: 'there is no PowerShell',
      unreachable: true,
    });
    expect(task(run, 'one').attempts).to.equal(0);
    expect(run.inDoubt).to.deep.equal([]);
  });

  it('again, for a later try, does not take away what the try before did', async () => {
    const run = await play('tasks: [{ name: one, powershell: die 1, retries: 3, delay: 2 }]', {
      powershell: 'once',
    });
    expect(story(run)).to.deep.equal(['opened 41', 'lost 41: it went away', 'one: failed']);
    expect(run.invoked).to.have.lengthOf(1);
    expect(resultOf(run, 'one')).to.deep.include({
      changed: true,
      failed: true,
      rc: 1,
      attempts: 1,
      unreachable: true,
      msg: 'there is no PowerShell',
    });
    expect(task(run, 'one').attempts).to.equal(1);
  });
});

describe('a session that is lost', () => {
  it('leaves nothing in doubt where the command only read', async () => {
    const run = await play('tasks: [{ name: one, Get-Lost: {} }]', { powershell: 'works' });
    expect(resultOf(run, 'one')).to.deep.include({
      changed: false,
      failed: true,
      unreachable: true,
      attempts: 1,
    });
    expect(run).to.deep.include({ exitCode: 3, inDoubt: [] });
  });

  it('is nothing to ignore', async () => {
    const run = await play('tasks: [{ name: one, powershell: lose, ignore_errors: true }, { debug: {} }]', {
      powershell: 'works',
    });
    expect(statuses(run)).to.deep.equal(['one: failed']);
    expect(run).to.deep.include({ exitCode: 3, outcome: 'the PowerShell session was lost: failed at "one"' });
  });

  it('since its command obeyed no timeout has failed by its timeout', async () => {
    const run = await play('tasks: [{ name: one, powershell: ignore 61, timeout: 60, retries: 2 }]', {
      powershell: 'works',
    });
    expect(run.invoked).to.have.lengthOf(1);
    expect(task(run, 'one').reason).to.equal(
      'it did not end within its timeout of 1 min and was stopped; it did not obey and was ended',
    );
    expect(resultOf(run, 'one')).to.deep.include({ timedout: true, failed: true, unreachable: true });
    expect(run.inDoubt.map(({ why }) => why)).to.deep.equal(['it was stopped at its timeout']);
    expect(run.exitCode).to.equal(3);
  });

  it('since its command obeyed no stop was stopped', async () => {
    for (const timeout of ['', ', timeout: 60']) {
      const run = await play(`tasks: [{ name: one, powershell: defy${timeout} }, { debug: {} }]`, {
        powershell: 'works',
      });
      expect(statuses(run)).to.deep.equal(['one: stopped']);
      expect(task(run, 'one').reason).to.equal('stopped by the operator; it did not obey and was ended');
      expect(run.inDoubt.map(({ why }) => why)).to.deep.equal(['it was stopped while it ran']);
      expect(run.exitCode).to.equal(5);
    }
  });
});

describe('a stop while PowerShell', () => {
  it('runs is obeyed by the command, and the session is still there for always', async () => {
    const run = await play(
      `
      tasks:
        - block: [{ name: one, powershell: interrupt }]
          always: [{ name: last, powershell: say x }]`,
      { powershell: 'works' },
    );
    expect(story(run)).to.deep.equal(['opened 41', 'one: stopped', 'last: changed', 'closed 41']);
  });

  it('is not open yet does not keep an always section from opening it', async () => {
    const run = await play(
      `
      tasks:
        - block: [{ name: one, command: [interrupt] }]
          always: [{ name: last, powershell: say x }]`,
      { powershell: 'works' },
    );
    expect(story(run)).to.deep.equal(['one: stopped', 'opened 41', 'last: changed', 'closed 41']);
  });

  it('does not answer is over with the second one, which ends the process without waiting', async () => {
    const run = await play('tasks: [{ name: one, powershell: hang }, { debug: {} }]', {
      powershell: 'works',
    });
    expect(statuses(run)).to.deep.equal(['one: stopped']);
    expect(run.closed).to.deep.equal([0]);
    expect(eventsOf(run, 'session-closed')).to.have.lengthOf(1);
    expect(task(run, 'one').reason).to.contain('at once: PowerShell was ended for that');
  });

  it('starts for an always section takes a second one to end the start', async () => {
    const run = await play(
      `
      tasks:
        - block: [{ name: one, command: [press] }]
          always: [{ name: last, powershell: say x }]`,
      { powershell: 'slow' },
    );
    expect(statuses(run)).to.deep.equal(['one: changed', 'last: stopped']);
    expect(run.exitCode).to.equal(5);
  });

  it('starts is over with the second one, which ends the process also where it is there by then', async () => {
    const run = await play('tasks: [{ name: one, powershell: say x }, { debug: {} }]', {
      powershell: 'late',
    });
    expect(run.closed).to.deep.equal([0]);
    expect(run.exitCode).to.equal(5);
  });
});
