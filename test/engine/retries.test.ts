import { expect } from 'chai';
import { eventsOf, resultOf, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

describe('until, retries and delay', () => {
  it('runs until the condition holds, and counts the attempts', async () => {
    const run = await play(`
      tasks:
        - name: one
          command: [flaky, '2']
          register: it
          until: it.rc == 0
          delay: 7`);
    expect(statuses(run)).to.deep.equal(['one: changed']);
    expect(task(run, 'one').attempts).to.equal(3);
    expect(resultOf(run, 'one')).to.deep.include({ attempts: 3, stdout: '3' });
    expect(run.waits).to.deep.equal([7000, 7000]);
    expect(eventsOf(run, 'task-retried').map(({ attempt, attempts }) => [attempt, attempts])).to.deep.equal([
      [1, 4],
      [2, 4],
    ]);
  });

  it('says in msg that they are used up where the last attempt had nothing to say', async () => {
    const run = await play(
      'tasks: [{ name: one, command: [exit, "0"], register: it, until: it.rc == 1, retries: 1 }]',
    );
    expect(resultOf(run, 'one').msg).to.equal('gave up after 2 tries: not yet: it.rc == 1');
  });

  it('sees the new result in vars that are made of it, too', async () => {
    const run = await play(`
      vars: { done: '{{ it.rc == 0 }}', seen: '{{ it.stdout }}' }
      tasks:
        - name: one
          command: [flaky, '1']
          register: it
          until: done
          changed_when: seen == '1'
          failed_when: not done`);
    expect(statuses(run)).to.deep.equal(['one: ok']);
    expect(task(run, 'one').attempts).to.equal(2);
  });

  it('runs at most retries + 1 times: by default 4, with 5 seconds between', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [exit, '0'], register: it, until: it.rc == 1 }`);
    expect(run.ran).to.have.lengthOf(4);
    expect(run.waits).to.deep.equal([5000, 5000, 5000]);
  });

  it('fails when they are used up, even with failed_when: false, and attempts is then retries', async () => {
    const run = await play(`
      tasks:
        - name: one
          command: [exit, '0']
          register: it
          until: it.rc == 1
          retries: 2
          failed_when: false
          ignore_errors: true
        - { name: two, assert: { that: [it is failed, it.attempts == 2] } }`);
    expect(run.ran).to.have.lengthOf(3);
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: ok']);
    expect(task(run, 'one').reason).to.contain('3 tries');
  });

  it('retries until success where retries stands alone', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [flaky, '2'], retries: 5, delay: 1 }`);
    expect(statuses(run)).to.deep.equal(['one: changed']);
    expect(run.ran).to.have.lengthOf(3);
  });

  it('takes templates for retries and delay', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [exit, '1'], retries: '{{ times }}', delay: '{{ pause }}' }`,
      { given: { times: 1, pause: 2 } },
    );
    expect(run.ran).to.have.lengthOf(2);
    expect(run.waits).to.deep.equal([2000]);
  });

  it('gives up at once when a stop is asked for', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [interrupt], retries: 5, until: false }
        - { name: two, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['one: stopped']);
    expect(run.exitCode).to.equal(5);
  });
});

describe('timeout', () => {
  it('fails a task that takes longer, and says what is in doubt', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [sleep, '61'], timeout: 1m }`);
    expect(statuses(run)).to.deep.equal(['one: failed']);
    expect(task(run, 'one').reason).to.match(/timeout of 1 min/);
    expect(run.inDoubt.map(({ name }) => name)).to.deep.equal(['one']);
    expect(run.exitCode).to.equal(2);
  });

  it('is not retried, and failed_when is not evaluated', async () => {
    const run = await play(`
      tasks:
        - name: one
          command: [sleep, '61']
          timeout: 60
          retries: 3
          until: true
          failed_when: false
          register: it
          ignore_errors: true
        - { name: two, assert: { that: [it is failed, it.timedout, it.failed_when_result is not defined] } }`);
    expect(run.ran).to.have.lengthOf(1);
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: ok']);
  });

  it('is not retried although until does not hold yet', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [sleep, '61'], timeout: 60, retries: 3, until: false }`);
    expect(run.ran).to.have.lengthOf(1);
    expect(task(run, 'one').reason).to.match(/timeout of 1 min/);
  });

  it('is for one attempt: the waits between do not count', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [flaky, '2'], timeout: 10, delay: 60, retries: 3 }`);
    expect(statuses(run)).to.deep.equal(['one: changed']);
  });

  it('of a block holds for each of its tasks by itself', async () => {
    const run = await play(`
      tasks:
        - timeout: 10
          block:
            - { name: one, command: [sleep, '9'] }
            - { name: two, command: [sleep, '9'] }
            - { name: three, command: [sleep, '19'], timeout: 20 }`);
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: changed', 'three: changed']);
  });
});

describe('timeout of 0', () => {
  it('is no limit, also where a play or a block has one', async () => {
    const run = await play(`
      timeout: 10
      tasks:
        - { name: one, command: [sleep, '61'], timeout: 0 }
        - { name: two, command: [sleep, '9'] }
        - timeout: '{{ 0 }}'
          block: [{ name: three, command: [sleep, '61'] }]
        - { name: four, command: [sleep, '11'] }`);
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: changed', 'three: changed', 'four: failed']);
  });
});

describe('another try', () => {
  it('says why: what has failed, or what does not hold yet', async () => {
    const reasons = async (keywords: string) =>
      eventsOf(await play(`tasks: [{ name: one, retries: 1, ${keywords} }]`), 'task-retried').map(
        ({ reason }) => reason,
      );
    const failed = '"exit" ended with exit code 7; accepted: 0';
    expect(await reasons("command: [exit, '7']")).to.deep.equal([failed]);
    expect(await reasons("command: [exit, '7'], until: false")).to.deep.equal([failed]);
    const not = "command: [say, x], register: it, until: [true, ' it.rc == 1 ']";
    expect(await reasons(not)).to.deep.equal(['not yet: true and it.rc == 1']);
    expect(await reasons("command: [exit, '7'], no_log: true")).to.deep.equal(['hidden by no_log']);
  });

  it('is not made where a stop came with the one before', async () => {
    const run = await play('tasks: [{ name: one, command: [interrupt], retries: 5, until: false }]');
    expect(run.ran).to.have.lengthOf(1);
    expect(task(run, 'one').reason).to.equal('stopped by the operator');
    expect(eventsOf(run, 'task-retried')).to.deep.equal([]);
  });

  it('is not made of what check mode does not run', async () => {
    const run = await play(
      'tasks: [{ name: one, command: [say, x], register: it, until: it.rc == 0, retries: 3 }]',
      { checkMode: true },
    );
    expect(statuses(run)).to.deep.equal(['one: not_run']);
    expect(run.waits).to.deep.equal([]);
  });

  it('may mend a mistake in failed_when', async () => {
    const run = await play(`
      tasks:
        - name: one
          command: [flaky, '1']
          register: it
          retries: 2
          failed_when: it.rc != 0 and it.nothing`);
    expect(statuses(run)).to.deep.equal(['one: changed']);
    expect(run.ran).to.have.lengthOf(2);
  });

  it('that is none is called one try', async () => {
    const run = await play("tasks: [{ name: one, command: [exit, '740'], retries: 0, delay: 1 }]");
    expect(task(run, 'one').reason).to.equal(
      'gave up after one try: "exit" ended with exit code 740; accepted: 0',
    );
    expect(task(run, 'one').help).to.contain('administrator');
    expect(resultOf(run, 'one')).to.deep.include({ attempts: 1, failed: true });
  });

  it('that is the last leaves the facts that it set', async () => {
    const run = await play(`
      tasks:
        - { name: one, set_fact: { seen: 1 }, until: seen == 2, retries: 1, ignore_errors: true }
        - { name: two, assert: { that: seen == 1 } }`);
    expect(statuses(run)).to.deep.equal(['one: ignored', 'two: ok']);
  });
});
