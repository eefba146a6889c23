import { expect } from 'chai';
import { eventsOf, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

const checked = (tasks: string, given: Readonly<Record<string, unknown>> = {}) =>
  play(`tasks: [{ name: one, command: [say, x], register: it }, ${tasks}]`, { checkMode: true, given });

describe('what check mode does not know', () => {
  it('is not known after a task that was skipped either', async () => {
    const run = await checked(`
      { name: two, set_fact: { fact: '{{ it.rc }}' } },
      { name: three, set_fact: { fact: 1 }, when: false },
      { name: four, debug: { msg: '{{ fact }}' } }`);
    expect(statuses(run).slice(1)).to.deep.equal(['two: not_run', 'three: skipped', 'four: not_run']);
    expect(task(run, 'four').reason).to.equal('it needs the result of "two", which was not run');
  });

  it('is found wherever it stands in an argument, a condition or an environment', async () => {
    const run = await checked(
      `
      { name: two, set_fact: { plain: 1 } },
      { name: three, debug: { msg: '{{ plain ~ it.stdout }}' } },
      { name: four, debug: { msg: '{{ plain }}{{ it.stdout }}' } },
      { name: five, debug: {}, when: plain == it.rc },
      { name: six, debug: {}, environment: { A: '{{ it.stdout }}' } },
      { name: seven, debug: { msg: '{{ plain ~ given }}' } }`,
      { given: 1 },
    );
    expect(statuses(run).slice(1)).to.deep.equal([
      'two: ok',
      'three: not_run',
      'four: not_run',
      'five: not_run',
      'six: not_run',
      'seven: ok',
    ]);
    expect(task(run, 'five').reason).to.equal('it needs the result of "one", which was not run');
  });

  it('does not keep a condition from being decided by what is known', async () => {
    const run = await checked(
      `
      { name: two, debug: {}, when: given == 2 and it.rc == 0 },
      { name: three, debug: {}, when: given == 1 or it.rc == 0 },
      { name: four, debug: {}, when: [given == 1, it.rc == 0] }`,
      { given: 1 },
    );
    expect(statuses(run).slice(1)).to.deep.equal(['two: skipped', 'three: ok', 'four: not_run']);
    expect(task(run, 'two').reason).to.equal('when: given == 2 and it.rc == 0');
  });

  it('is looked for in variables once, although they are defined by themselves', async () => {
    const run = await play(
      `
      vars: { a: '{{ b }}', b: '{{ a }}' }
      tasks:
        - { name: one, command: [say, x], register: it }
        - { name: two, debug: { msg: '{{ a if it.not_run else 1 }}' } }`,
      { checkMode: true },
    );
    expect(statuses(run)).to.deep.equal(['one: not_run', 'two: failed']);
    expect(task(run, 'two').reason).to.contain('defined by itself');
  });

  it('is the branch of a choose whose own condition needs it', async () => {
    const run = await checked(
      `
      { name: pick, when: it.rc == 0, choose: [{ when: true, set_fact: { fact: 1 } }] },
      { name: reads, debug: { msg: '{{ fact }}' } },
      { name: wrong, debug: { msg: '{{ resutl if it.not_run else 1 }}' } }`,
      { result: 1 },
    );
    expect(statuses(run).slice(1)).to.deep.equal(['pick: not_run', 'reads: not_run', 'wrong: failed']);
    expect(task(run, 'wrong').help).to.contain('"result"');
    expect(task(run, 'pick').reason).to.equal('which branch runs depends on "one", which was not run');
    expect(task(run, 'pick')).to.deep.include({ action: 'choose', result: null });
    expect(task(run, 'pick')).to.not.have.property('checked');
  });

  it('is nothing of a choose that is skipped', async () => {
    const run = await checked(`
      { name: fact, set_fact: { fact: 1 } },
      { name: pick, when: false, choose: [{ when: true, set_fact: { fact: 2 } }] },
      { name: reads, assert: { that: fact == 1 } }`);
    expect(statuses(run).slice(2)).to.deep.equal(['pick: skipped', 'reads: ok']);
  });

  it('is nothing that the tags leave out', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, x], register: it, tags: a }
        - { name: fact, set_fact: { fact: 1 }, tags: a }
        - name: pick
          when: it.rc == 0
          choose:
            - when: true
              block: [{ set_fact: { fact: 2 }, tags: b }, { debug: {}, tags: a }]
        - { name: reads, assert: { that: fact == 1 }, tags: a }`,
      { checkMode: true, tags: ['a'] },
    );
    expect(statuses(run)).to.deep.equal(['one: not_run', 'fact: ok', 'pick: not_run', 'reads: ok']);
  });
});

describe('a task that check mode runs', () => {
  it('is told of as one that is only checked, and is never in doubt', async () => {
    const run = await play('tasks: [{ name: one, Set-Date: {}, timeout: 1 }, { name: two, debug: {} }]', {
      checkMode: true,
      powershell: 'works',
    });
    expect(eventsOf(run, 'task-called').map(({ checked, mayChange }) => [checked, mayChange])).to.deep.equal([
      [true, true],
      [true, false],
    ]);
    const cut = await play('tasks: [{ name: one, powershell: sleep 2, timeout: 1 }]', {
      checkMode: true,
      powershell: 'works',
    });
    expect(statuses(cut)).to.deep.equal(['one: failed']);
    expect(task(cut, 'one')).to.not.have.property('inDoubt');
    expect(cut.inDoubt).to.deep.equal([]);
  });
});
