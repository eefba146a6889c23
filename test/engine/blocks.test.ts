import { expect } from 'chai';
import { eventsOf, statuses } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

describe('block, rescue and always', () => {
  it('rescues a failure, which is then cleared', async () => {
    const run = await play(`
      tasks:
        - name: The block
          block:
            - { name: one, fail: {} }
            - { name: two, debug: {} }
          rescue:
            - { name: mend, debug: {} }
          always:
            - { name: last, debug: {} }
        - { name: after, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['one: failed', 'mend: ok', 'last: ok', 'after: ok']);
    expect(run.exitCode).to.equal(0);
    expect(run.counts).to.deep.include({ failed: 0, rescued: 1, ok: 3 });
    expect(eventsOf(run, 'block-finished').map(({ part, status }) => `${part}: ${status}`)).to.deep.equal([
      'block: failed',
      'rescue: rescued',
      'always: ok',
    ]);
  });

  it('leaves rescue out where nothing failed', async () => {
    const run = await play(`
      tasks:
        - block: [{ name: one, debug: {} }]
          rescue: [{ name: mend, debug: {} }]
          always: [{ name: last, debug: {} }]`);
    expect(statuses(run)).to.deep.equal(['one: ok', 'last: ok']);
  });

  it('leads to rescue for a mistake in an expression too', async () => {
    const run = await play(`
      tasks:
        - { name: zero, debug: {}, register: zero }
        - block: [{ name: one, debug: { msg: '{{ zero.nothing }}' } }]
          rescue: [{ name: mend, debug: {} }]`);
    expect(statuses(run)).to.deep.equal(['zero: ok', 'one: failed', 'mend: ok']);
    expect(run.exitCode).to.equal(0);
  });

  it('tells rescue what failed, and tasks after it too', async () => {
    const run = await play(`
      tasks:
        - block: [{ name: one, command: [exit, '9'] }]
          rescue:
            - name: mend
              assert: { that: [ansible_failed_task.name == 'one', ansible_failed_result.rc == 9] }
        - { name: after, assert: { that: ansible_failed_task.name == 'one' } }`);
    expect(statuses(run)).to.deep.equal(['one: failed', 'mend: ok', 'after: ok']);
  });

  it('does not tell always of a failure that no rescue saw', async () => {
    const run = await play(`
      tasks:
        - block: [{ name: one, fail: {} }]
          always:
            - { name: last, assert: { that: ansible_failed_task is not defined } }`);
    expect(statuses(run)).to.deep.equal(['one: failed', 'last: ok']);
    expect(run.exitCode).to.equal(2);
  });

  it('runs always after a failed rescue, and then fails', async () => {
    const run = await play(`
      tasks:
        - block: [{ name: one, fail: {} }]
          rescue: [{ name: mend, fail: { msg: 'no way' } }]
          always: [{ name: last, debug: {} }]
        - { name: after, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['one: failed', 'mend: failed', 'last: ok']);
    expect(run).to.deep.include({ exitCode: 2, outcome: 'failed at "one", then at "mend"' });
  });

  it('fails for a failure in always, although the block went well', async () => {
    const run = await play(`
      tasks:
        - block: [{ name: one, debug: {} }]
          rescue: [{ name: mend, debug: {} }]
          always: [{ name: last, fail: {} }]
        - { name: after, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['one: ok', 'last: failed']);
    expect(run.exitCode).to.equal(2);
  });

  it('gives a failure in an inner rescue to the outer one', async () => {
    const run = await play(`
      tasks:
        - block:
            - block: [{ name: one, fail: {} }]
              rescue: [{ name: inner, fail: {} }]
          rescue:
            - { name: outer, assert: { that: ansible_failed_task.name == 'inner' } }`);
    expect(statuses(run)).to.deep.equal(['one: failed', 'inner: failed', 'outer: ok']);
    expect(run.exitCode).to.equal(0);
  });

  it('goes to rescue when PowerShell cannot be had, and ends with exit code 3 if that fails', async () => {
    const run = await play(`
      tasks:
        - block: [{ name: one, Get-Date: {} }]
          rescue:
            - { name: tell, debug: {} }
            - { name: end, fail: {} }`);
    expect(statuses(run)).to.deep.equal(['one: failed', 'tell: ok', 'end: failed']);
    expect(run.exitCode).to.equal(3);
  });
});

describe('a stop', () => {
  it('ends the running task, runs every always, and starts nothing else', async () => {
    const run = await play(`
      tasks:
        - block:
            - block:
                - { name: one, command: [interrupt] }
                - { name: two, debug: {} }
              rescue: [{ name: mend, debug: {} }]
              always:
                - { name: inner, command: [say, closing] }
          always:
            - { name: outer, debug: {} }
        - { name: after, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['one: stopped', 'inner: changed', 'outer: ok']);
    expect(run).to.deep.include({ exitCode: 5, outcome: 'stopped by the operator' });
    expect(run.inDoubt.map(({ name }) => name)).to.deep.equal(['one']);
  });

  it('ends always too when it is asked for again', async () => {
    const run = await play(`
      tasks:
        - block: [{ name: one, command: [interrupt] }]
          always:
            - { name: last, command: [interrupt] }
            - { name: never, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['one: stopped', 'last: stopped']);
    expect(run.exitCode).to.equal(5);
  });

  it('by an answer of no runs always too', async () => {
    const run = await play(
      `
      tasks:
        - block:
            - { name: ask, pause: { prompt: Go on?, confirm: true } }
            - { name: one, debug: {} }
          rescue: [{ name: mend, debug: {} }]
          always: [{ name: last, debug: {} }]`,
      { answer: () => ({ kind: 'no', by: 'operator' }) },
    );
    expect(statuses(run)).to.deep.equal(['ask: stopped', 'last: ok']);
    expect(run.exitCode).to.equal(5);
  });
});
