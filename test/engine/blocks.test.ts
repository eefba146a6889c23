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

describe('a section of which the tags leave a part', () => {
  const run = (rescue: string, first = 'fail: {}, tags: a') =>
    play(
      `
      tasks:
        - block: [{ name: one, ${first} }]
          rescue: [${rescue}]
          always: [{ name: last, debug: {}, tags: a }, { name: not, debug: {}, tags: b }]`,
      { tags: ['a'] },
    );

  it('is gone into for that part', async () => {
    const mended = await run('{ name: not, debug: {}, tags: b }, { name: mend, debug: {}, tags: a }');
    expect(statuses(mended)).to.deep.equal(['one: failed', 'mend: ok', 'last: ok']);
    expect(mended.exitCode).to.equal(0);
  });

  it('is begun although they leave nothing of the block itself', async () => {
    const none = await run('{ debug: {}, tags: b }', 'debug: {}, tags: b');
    expect(statuses(none)).to.deep.equal(['last: ok']);
    expect(eventsOf(none, 'block-finished').map(({ part, status }) => [part, status])).to.deep.equal([
      ['block', 'ok'],
      ['always', 'ok'],
    ]);
  });
});

describe('a failure in a block', () => {
  it('is told to the rescue with its action and place', async () => {
    const run = await play(`
      tasks:
        - block: [{ name: one, command: [exit, '9'] }]
          rescue:
            - name: mend
              assert:
                that: [ansible_failed_task.action == 'command', ansible_failed_task.id == 'tasks/0/block/0']`);
    expect(statuses(run)).to.deep.equal(['one: failed', 'mend: ok']);
  });

  it('is not what the run ends with where always is then stopped', async () => {
    const run = await play(
      `
      tasks:
        - block: [{ name: one, fail: {} }]
          always: [{ name: ask, pause: { prompt: Well?, confirm: true } }, { name: not, debug: {} }]`,
      { answer: () => ({ kind: 'no', by: 'operator' }) },
    );
    expect(statuses(run)).to.deep.equal(['one: failed', 'ask: stopped']);
    expect(run).to.deep.include({
      exitCode: 5,
      outcome: 'ended at the question "ask": the operator answered no',
    });
  });
});

describe('plays', () => {
  const plays = (first: string) =>
    play(`
      - tasks: [{ name: one, ${first} }]
      - tasks: [{ name: two, debug: {} }]`);

  it('follow each other', async () => {
    expect(statuses(await plays('debug: {}'))).to.deep.equal(['one: ok', 'two: ok']);
  });

  it('end with the one that fails, or is stopped', async () => {
    const failed = await plays('fail: {}');
    expect(statuses(failed)).to.deep.equal(['one: failed']);
    expect(failed).to.deep.include({ exitCode: 2, outcome: 'failed at "one"' });
    expect(statuses(await plays('command: [interrupt]'))).to.deep.equal(['one: stopped']);
  });
});

describe('a question in an always section that is taken back by a Ctrl-C', () => {
  it('has stopped its task', async () => {
    const run = await play(
      `
      tasks:
        - block: [{ name: one, debug: {} }]
          always: [{ name: ask, pause: { prompt: Well?, confirm: true } }, { name: not, debug: {} }]`,
      { answer: (_, stop) => (stop(), { kind: 'interrupted' }) },
    );
    expect(statuses(run)).to.deep.equal(['one: ok', 'ask: stopped']);
    expect(run).to.deep.include({ exitCode: 5, outcome: 'stopped by the operator' });
  });
});
