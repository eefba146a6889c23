import { expect } from 'chai';
import { resultOf, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

describe('an exception that nobody expected', () => {
  it("is the task's failure, said to be a bug of ours: rescue, always and the end come", async () => {
    const run = await play(`
      tasks:
        - block: [{ name: one, command: [crash] }]
          rescue: [{ name: mend, fail: {} }]
          always: [{ name: last, command: [say, started] }]`);
    expect(statuses(run)).to.deep.equal(['one: failed', 'mend: failed', 'last: changed']);
    expect(task(run, 'one').reason).to.match(/^this is a bug in runbook.*\n.*Invalid string length\n/);
    expect(task(run, 'one').help).to.match(/^report it/);
    expect(run).to.deep.include({
      exitCode: 1,
      outcome: 'a bug in runbook: failed at "one", then at "mend"',
    });
  });

  it('may be ignored and rescued like any failure', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [crash], ignore_errors: true }
        - block: [{ name: two, command: [crash] }]
          rescue: [{ name: mend, debug: {} }]`);
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: failed', 'mend: ok']);
    expect(run).to.deep.include({
      exitCode: 0,
      outcome: 'every task that had to run is done; 1 failure was rescued; 1 failure was ignored',
    });
  });

  it('leaves in doubt what the task was doing, and is not tried again', async () => {
    const run = await play('tasks: [{ name: one, command: [crash], retries: 3 }]');
    expect(run.ran).to.have.lengthOf(1);
    expect(resultOf(run, 'one')).to.deep.include({ changed: true, failed: true, attempts: 1 });
    expect(run.inDoubt.map(({ name }) => name)).to.deep.equal(['one']);
  });

  it('is hidden by no_log', async () => {
    const run = await play('tasks: [{ name: one, command: [crash], no_log: true }]');
    expect(task(run, 'one').reason).to.equal('what it says is hidden by no_log');
  });
});

describe('a mistake after a command has acted', () => {
  for (const [keyword, { acts, mistake, did }] of Object.entries({
    until: { acts: '[say, x]', mistake: 'it.rx == 0', did: { rc: 0, stdout: 'x' } },
    changed_when: { acts: '[say, x]', mistake: 'it.rx == 0', did: { rc: 0, stdout: 'x' } },
    failed_when: { acts: '[say, x]', mistake: 'it.rx == 0', did: { rc: 0, stdout: 'x' } },
    ignore_errors: { acts: "[exit, '7']", mistake: "'{{ zero.rx }}'", did: { rc: 7 } },
  })) {
    it(`in ${keyword} leaves on record what it did`, async () => {
      const run = await play(`
        tasks:
          - { name: zero, debug: {}, register: zero }
          - { name: one, command: ${acts}, register: it, ${keyword}: ${mistake} }`);
      expect(statuses(run)).to.deep.equal(['zero: ok', 'one: failed']);
      expect(task(run, 'one').reason).to.contain('rx');
      expect(task(run, 'one').attempts).to.equal(1);
      expect(resultOf(run, 'one')).to.deep.include({ changed: true, failed: true, attempts: 1, ...did });
      if (keyword !== 'ignore_errors') expect(resultOf(run, 'one')['msg']).to.contain('rx');
    });
  }

  it('says why it failed besides that it cannot be told whether to ignore it', async () => {
    const run = await play(`
      tasks:
        - { name: zero, debug: {}, register: zero }
        - { name: one, command: [exit, '7'], ignore_errors: '{{ zero.rx }}' }`);
    expect(task(run, 'one').reason).to.contain('exit code 7').and.to.contain('rx');
  });

  it('in until of a later try keeps what that try did', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [flaky, '1'], register: it, until: it.rc == 0 and it.rx, delay: 0 }`);
    expect(run.ran).to.have.lengthOf(2);
    expect(resultOf(run, 'one')).to.deep.include({ changed: true, failed: true, rc: 0, attempts: 2 });
  });

  it('and a lost session do so too, with the number of the try', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [lose], register: it }`);
    expect(resultOf(run, 'one')).to.deep.include({
      changed: true,
      failed: true,
      unreachable: true,
      attempts: 1,
    });
    expect(run.inDoubt.map(({ why }) => why)).to.deep.equal(['the session was lost while it ran']);
    expect(run).to.deep.include({ exitCode: 3, outcome: 'the PowerShell session was lost: failed at "one"' });
  });

  it('does not take away what an earlier try did, when the session goes in a later one', async () => {
    const run = await play('tasks: [{ name: one, command: [fade], retries: 3, delay: 0 }]');
    expect(run.ran).to.have.lengthOf(2);
    expect(resultOf(run, 'one')).to.deep.include({ unreachable: true, rc: 1, stdout: 'x', attempts: 2 });
  });

  it('in a name is no reason to fail', async () => {
    const run = await play("tasks: [{ name: 'one {{ 1 // 0 }}', command: [say, x] }]");
    expect(statuses(run)).to.deep.equal(['one {{ 1 // 0 }}: changed']);
  });
});

describe('a bug of ours', () => {
  it('is said with few lines of where it is, and leaves its task in doubt', async () => {
    const run = await play('tasks: [{ name: one, command: [crash] }]');
    const [said, , ...places] = task(run, 'one').reason.split('\n');
    expect(said).to.equal('this is a bug in runbook, not a mistake of yours:');
    expect(places).to.have.lengthOf(7);
    expect(run.inDoubt.map(({ why }) => why)).to.deep.equal(['a bug in runbook ended it']);
    expect(resultOf(run, 'one')).to.not.have.property('unreachable');
    expect(resultOf(run, 'one')).to.deep.include({ skipped: false });
  });
});
