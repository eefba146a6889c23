import { expect } from 'chai';
import { eventsOf, output, resultOf, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

describe('An asynchronous task', () => {
  it('goes on while others run, and is over when async_status says so', async () => {
    const run = await play(`
      tasks:
        - { name: start, command: [linger, '30'], async: 60, poll: 0, register: job }
        - { name: meanwhile, pause: { seconds: 10 } }
        - { name: not yet, async_status: { jid: '{{ job.ansible_job_id }}' }, register: now }
        - { name: so far, assert: { that: [job.started, not job.finished, now.started, not now.finished, now is not changed] } }
        - { name: wait, async_status: { jid: '{{ job.ansible_job_id }}' }, register: end, until: end.finished, retries: 9 }
        - { name: at last, assert: { that: [end.finished, end.rc == 0, end.stdout == 'after 30', end is changed] } }`);
    expect(statuses(run)).to.deep.equal([
      'start: changed',
      'meanwhile: ok',
      'not yet: ok',
      'so far: ok',
      'wait: changed',
      'at last: ok',
    ]);
    expect(run.waits).to.deep.equal([10_000, 5000, 5000, 5000, 5000]);
    expect(task(run, 'start').job).to.deep.equal({ id: 'job-1', state: 'started' });
    expect(task(run, 'not yet').job).to.equal(undefined);
    expect(task(run, 'wait').job).to.deep.equal({ id: 'job-1', state: 'ended' });
    expect(task(run, 'wait').attempts).to.equal(5);
    expect(resultOf(run, 'wait')['delta']).to.equal('0:00:30.000000');
    expect(eventsOf(run, 'task-output').map(({ id, text }) => [id, text])).to.deep.equal([
      ['tasks/0', 'after 30'],
    ]);
    expect(run.counts).to.deep.include({ ok: 6, changed: 2, failed: 0 });
  });

  it('that nobody waits for is awaited before the play ends, and before its handlers', async () => {
    const run = await play(`
      plays:
        - tasks: [{ name: start, command: [linger, '30'], async: 60, poll: 0, notify: after }]
          handlers: [{ name: after, debug: {} }]
        - tasks: [{ name: next, debug: {} }]`);
    expect(statuses(run)).to.deep.equal([
      'start: changed',
      'wait for: start: changed',
      'after: ok',
      'next: ok',
    ]);
    expect(task(run, 'wait for: start')).to.deep.include({
      duration: 30_000,
      action: 'async_status',
      place: 'test.yml:3',
    });
    expect(run.outcome).to.equal('every task that had to run is done');
  });

  it('whose failure nobody has seen fails the play', async () => {
    const text = (more: string) => `
      tasks:
        - { name: start, command: [linger, '30', '7'], async: 60, poll: 0${more} }
        - { name: two, debug: {} }`;
    const run = await play(text(''));
    expect(statuses(run)).to.deep.equal(['start: changed', 'two: ok', 'wait for: start: failed']);
    expect(task(run, 'wait for: start').reason).to.contain('exit code 7');
    expect(run).to.deep.include({ exitCode: 2, inDoubt: [] });
    expect(run.counts.failed).to.equal(1);
    const ignored = await play(text(', ignore_errors: true'));
    expect(statuses(ignored).at(-1)).to.equal('wait for: start: ignored');
    expect(ignored.exitCode).to.equal(0);
  });

  it('whose failure async_status sees fails that, and can be rescued', async () => {
    const run = await play(`
      tasks:
        - block:
            - { name: start, command: [linger, '3', '7'], async: 60, poll: 0, register: job }
            - { name: wait, async_status: { jid: '{{ job.ansible_job_id }}' }, register: end, until: end.finished }
          rescue: [{ name: mend, debug: { msg: '{{ ansible_failed_result.rc }}' } }]`);
    expect(statuses(run)).to.deep.equal(['start: changed', 'wait: failed', 'mend: ok']);
    expect(output(run, 'message')).to.deep.equal(['7']);
    expect(task(run, 'wait').attempts).to.equal(2);
    expect(run.exitCode).to.equal(0);
  });

  it('is ended at its limit, and is in doubt then', async () => {
    const run = await play(`
      tasks:
        - { name: start, command: [linger, '90'], async: 60, poll: 0, register: job }
        - { name: pause, pause: { seconds: 70 } }
        - { name: wait, async_status: { jid: '{{ job.ansible_job_id }}' }, register: end, ignore_errors: true }
        - { name: known, assert: { that: [end.finished, end.timedout, end is failed] } }`);
    expect(statuses(run)).to.deep.equal(['start: changed', 'pause: ok', 'wait: ignored', 'known: ok']);
    expect(task(run, 'wait').reason).to.equal(
      'it did not end within the 1 min that "async" gives it and was stopped',
    );
    expect(run.inDoubt).to.deep.equal([
      { name: 'start', place: 'test.yml:3', why: 'it was stopped at its timeout' },
    ]);
  });

  it('that is waited for at the task is like any other, within its limit', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, powershell: say hello, async: 60, register: it, failed_when: "it.output != ['hello']" }
        - { name: two, command: [sleep, '61'], async: 60, poll: 5, ignore_errors: true }
        - { name: three, command: [sleep, '31'], async: 60, poll: 5, timeout: 30, ignore_errors: true }
        - { name: four, powershell: say hello, async: 0 }`,
      { powershell: 'works' },
    );
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: ignored', 'three: ignored', 'four: changed']);
    expect(task(run, 'two').reason).to.contain('the 1 min that "async" gives it');
    expect(task(run, 'three').reason).to.contain('its timeout of 30 s');
    expect(run.invoked.map(({ apart }) => apart ?? false)).to.deep.equal([true, false]);
    expect(task(run, 'one').job).to.equal(undefined);
  });

  it('of a loop is one for each item', async () => {
    const run = await play(`
      status: { copies: none }
      tasks:
        - name: start
          command: [linger, '{{ item }}']
          loop: [20, 10]
          async: 60
          poll: 0
          register: jobs
          status: { copies: { during: going on, done: all there } }
        - name: wait
          async_status: { jid: '{{ item.ansible_job_id }}' }
          loop: '{{ jobs.results }}'
          loop_control: { label: '{{ item.ansible_job_id }}' }
          register: ends
          until: ends.finished
          retries: 9
        - { name: all, assert: { that: ["ends.results | map(attribute='stdout') == ['after 20', 'after 10']"] } }`);
    expect(statuses(run)).to.deep.equal([
      'start (item=20): changed',
      'start (item=10): changed',
      'start: changed',
      'wait (item=job-1): changed',
      'wait (item=job-2): changed',
      'wait: changed',
      'all: ok',
    ]);
    expect(run.waits).to.deep.equal([5000, 5000, 5000, 5000]);
    expect(eventsOf(run, 'status-changed').map(({ value }) => value)).to.deep.equal([
      'none',
      'going on',
      'all there',
    ]);
  });

  it('keeps its word on the status board until it has ended well', async () => {
    const run = await play(`
      status: { update: not begun }
      tasks:
        - name: start
          command: [linger, '20', '1']
          async: 60
          poll: 0
          status: { update: { during: in doubt, done: done } }`);
    expect(eventsOf(run, 'status-changed').map(({ value }) => value)).to.deep.equal([
      'not begun',
      'in doubt',
    ]);
  });

  it('is undone when it has ended', async () => {
    const run = await play(`
      tasks:
        - block:
            - name: start
              command: [linger, '20']
              async: 60
              poll: 0
              undo: { name: take back, debug: {} }
            - { name: two, fail: {} }
          rescue: [{ name: mend, debug: {} }]`);
    expect(statuses(run)).to.deep.equal([
      'start: changed',
      'two: failed',
      'wait for: start: changed',
      'take back: ok',
      'mend: ok',
    ]);
  });

  it('ends with a stop, and is in doubt; what goes on through a stop sees that it failed', async () => {
    const run = await play(
      `
      tasks:
        - block:
            - { name: start, command: [linger, '90'], async: 2m, poll: 0, register: job }
            - { name: pause, pause: { seconds: 50 } }
            - { name: never, debug: {} }
          always:
            - { name: look, async_status: { jid: '{{ job.ansible_job_id }}' }, ignore_errors: true }
            - { name: last, debug: {} }`,
      { stopAfter: 30_000 },
    );
    expect(statuses(run)).to.deep.equal(['start: changed', 'pause: stopped', 'look: ignored', 'last: ok']);
    expect(task(run, 'look').reason).to.equal('stopped by the operator');
    expect(run).to.deep.include({ exitCode: 5, outcome: 'stopped by the operator' });
    expect(run.inDoubt.map(({ name, why }) => [name, why])).to.deep.equal([
      ['start', 'it was stopped while it ran'],
    ]);
  });

  it('that a stop has ended is told at the end of the play', async () => {
    const run = await play(
      `
      tasks:
        - { name: start, command: [linger, '90'], async: 2m, poll: 0 }
        - { name: pause, pause: { seconds: 50 } }`,
      { stopAfter: 30_000 },
    );
    expect(statuses(run)).to.deep.equal(['start: changed', 'pause: stopped', 'wait for: start: stopped']);
    expect(run.inDoubt.map(({ name }) => name)).to.deep.equal(['start']);
    expect(run.exitCode).to.equal(5);
  });

  it('that an always section has begun goes on through a stop', async () => {
    const run = await play(
      `
      tasks:
        - block: [{ name: pause, pause: { seconds: 50 } }]
          always: [{ name: start, command: [linger, '90'], async: 2m, poll: 0 }]`,
      { stopAfter: 30_000 },
    );
    expect(statuses(run)).to.deep.equal(['pause: stopped', 'start: changed', 'wait for: start: changed']);
    expect(run).to.deep.include({ exitCode: 5, inDoubt: [] });
  });

  it('runs in the session, which is not ended below it', async () => {
    const run = await play(
      `
      tasks:
        - { name: start, powershell: linger 30, async: 60, poll: 0, register: job }
        - { name: close, session: close, ignore_errors: true }
        - { name: restart, session: restart, ignore_errors: true }
        - { name: open, session: open }
        - { name: wait, async_status: { jid: '{{ job.ansible_job_id }}' }, register: end, until: end.finished, retries: 9 }
        - { name: close now, session: close }`,
      { powershell: 'works' },
    );
    expect(statuses(run)).to.deep.equal([
      'start: changed',
      'close: ignored',
      'restart: ignored',
      'open: ok',
      'wait: changed',
      'close now: changed',
    ]);
    expect(task(run, 'close').reason).to.contain('"start" (job-1)').and.to.contain('nothing has waited');
    expect(run.invoked.map(({ apart }) => apart)).to.deep.equal([true]);
    expect(run.inDoubt).to.deep.equal([]);
  });

  it('that is a program does not mind the end of the session', async () => {
    const run = await play(
      `
      tasks:
        - { name: open, session: open }
        - { name: start, command: [linger, '30'], async: 60, poll: 0 }
        - { name: close, session: close }
        - { name: in it, powershell: linger 30, async: 60, poll: 0 }`,
      { powershell: 'works' },
    );
    expect(statuses(run)).to.deep.equal([
      'open: changed',
      'start: changed',
      'close: changed',
      'in it: failed',
      'wait for: start: changed',
    ]);
    expect(task(run, 'in it').reason).to.equal('the PowerShell session is closed');
  });

  it('is in doubt when the session is lost', async () => {
    const run = await play(
      `
      tasks:
        - { name: start, powershell: linger 30, async: 60, poll: 0 }
        - { name: lose, powershell: lose, ignore_errors: true }`,
      { powershell: 'works' },
    );
    expect(statuses(run)).to.deep.equal(['start: changed', 'lose: failed', 'wait for: start: failed']);
    expect(run.exitCode).to.equal(3);
    expect(run.inDoubt.map(({ name }) => name)).to.deep.equal(['lose', 'start']);
  });

  it('has not been started where there is no PowerShell', async () => {
    const run = await play('tasks: [{ name: start, Set-Date: {}, async: 60, poll: 0 }]');
    expect(statuses(run)).to.deep.equal(['start: failed']);
    expect(run).to.deep.include({ exitCode: 3, inDoubt: [] });
  });

  it('has no environment of its own in the session, and one as a program', async () => {
    const run = await play(
      `
      vars: { limit: 60 }
      tasks:
        - { name: one, powershell: say x, async: '{{ limit }}', poll: 0, environment: { A: b }, ignore_errors: true }
        - { name: two, command: [env, A], async: 60, poll: 0, environment: { A: b } }`,
      { powershell: 'works' },
    );
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: changed', 'wait for: two: changed']);
    expect(task(run, 'one').reason).to.contain('"environment" is for the whole process');
    expect(output(run)).to.deep.equal(['b']);
    expect(run.invoked).to.deep.equal([]);
  });

  it('is not started in check mode: what can be checked is checked at the task', async () => {
    const run = await play(
      `
      tasks:
        - { name: program, command: [linger, '30'], async: 60, poll: 0, register: program }
        - { name: ask, async_status: { jid: '{{ program.ansible_job_id }}' } }
        - { name: read, Get-Date: {}, async: 60, poll: 0, register: date }
        - { name: wait, async_status: { jid: '{{ date.ansible_job_id }}' }, register: end, until: end.finished }`,
      { powershell: 'works', checkMode: true },
    );
    expect(statuses(run)).to.deep.equal(['program: not_run', 'ask: not_run', 'read: ok', 'wait: ok']);
    expect(run.ran).to.deep.equal([]);
    expect(run.waits).to.deep.equal([]);
    expect(run.invoked.map(({ apart }) => apart)).to.deep.equal([true]);
    expect(task(run, 'read').job).to.equal(undefined);
  });

  it('is awaited after end_play, after a failure, and after handlers', async () => {
    const ended = await play(`
      tasks:
        - { name: start, command: [linger, '30'], async: 60, poll: 0 }
        - meta: end_play
        - { name: never, debug: {} }`);
    expect(statuses(ended).filter((line) => !line.startsWith('meta'))).to.deep.equal([
      'start: changed',
      'wait for: start: changed',
    ]);
    const failed = await play(`
      tasks:
        - { name: start, command: [linger, '30', '3'], async: 60, poll: 0 }
        - { name: two, fail: { msg: no } }`);
    expect(statuses(failed)).to.deep.equal(['start: changed', 'two: failed', 'wait for: start: failed']);
    expect(failed.outcome).to.contain('"two"');
    const handled = await play(`
      tasks: [{ name: one, command: [exit, '0'], notify: handler }]
      handlers: [{ name: handler, command: [linger, '30'], async: 60, poll: 0 }]`);
    expect(statuses(handled)).to.deep.equal([
      'one: changed',
      'handler: changed',
      'wait for: handler: changed',
    ]);
  });

  it('hides what no_log hides, to its end', async () => {
    const run = await play(
      'tasks: [{ name: start, command: [linger, "3", "1"], async: 60, poll: 0, no_log: true }]',
    );
    expect(output(run)).to.deep.equal([]);
    expect(task(run, 'wait for: start')).to.deep.include({
      result: null,
      reason: 'what it says is hidden by no_log',
    });
  });

  it('reports no change where changed_when says so', async () => {
    const run = await play(`
      tasks: [{ name: start, command: [linger, '3'], async: 60, poll: 0, changed_when: false, register: it }]`);
    expect(statuses(run)[0]).to.equal('start: ok');
  });
});

describe('async_status', () => {
  it('fails where there is no such task, and says which there are', async () => {
    const run = await play(`
      tasks:
        - { name: one, async_status: { jid: job-1 }, ignore_errors: true }
        - { name: start, command: [linger, '3'], async: 60, poll: 0 }
        - { name: two, async_status: { jid: job-9 } }`);
    expect(task(run, 'one').reason).to.equal('there is no asynchronous task with the id "job-1"');
    expect(task(run, 'one').help).to.contain('has been started by now');
    expect(task(run, 'two').help).to.equal('those that were started are job-1');
  });

  it('gives the result as often as it is asked for, and has nothing to clean up', async () => {
    const run = await play(`
      tasks:
        - { name: start, command: [exit, '0'], async: 60, poll: 0, register: job }
        - { name: one, async_status: { jid: '{{ job.ansible_job_id }}' }, register: end }
        - { name: two, async_status: { jid: '{{ job.ansible_job_id }}' }, changed_when: end.rc == 1 }
        - { name: three, async_status: { jid: '{{ job.ansible_job_id }}', mode: cleanup }, register: gone }
        - { name: four, assert: { that: gone.erased == job.ansible_job_id } }`);
    expect(statuses(run)).to.deep.equal([
      'start: changed',
      'one: changed',
      'two: ok',
      'three: ok',
      'four: ok',
    ]);
    expect(
      eventsOf(run, 'task-called')
        .map(({ text, call }) => [text, call])
        .slice(1, 4),
    ).to.deep.equal([
      ['async_status job-1', { kind: 'async_status', jid: 'job-1' }],
      ['async_status job-1', { kind: 'async_status', jid: 'job-1' }],
      ['async_status job-1', { kind: 'async_status', jid: 'job-1', mode: 'cleanup' }],
    ]);
  });

  it('gives up when its retries are used up, and the task goes on', async () => {
    const run = await play(`
      tasks:
        - { name: start, command: [linger, '90'], async: 2m, poll: 0, register: job }
        - { name: wait, async_status: { jid: '{{ job.ansible_job_id }}' }, register: end, until: end.finished, retries: 1, ignore_errors: true }`);
    expect(statuses(run)).to.deep.equal(['start: changed', 'wait: ignored', 'wait for: start: changed']);
    expect(task(run, 'wait').reason).to.equal('gave up after 2 tries: not yet: end.finished');
  });
});
