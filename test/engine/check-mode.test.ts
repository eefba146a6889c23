import { expect } from 'chai';
import { eventsOf, statuses, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

describe('check mode', () => {
  it('does not run native programs', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, x] }
        - { name: two, debug: { msg: goes on } }`,
      { checkMode: true },
    );
    expect(statuses(run)).to.deep.equal(['one: not_run', 'two: ok']);
    expect(run.ran).to.deep.equal([]);
    expect(run.exitCode).to.equal(0);
  });

  it('does not run what needs the result of a task that was not run, and names that task', async () => {
    const run = await play(
      `
      vars: { derived: '{{ it.stdout ~ "!" }}' }
      tasks:
        - { name: one, command: [say, x], register: it }
        - { name: arguments, debug: { msg: '{{ it.stdout }}' } }
        - { name: through vars, debug: { msg: '{{ derived }}' } }
        - { name: condition, debug: {}, when: it.rc == 0 }
        - { name: fact, set_fact: { seen: '{{ it.rc }}' } }
        - { name: through fact, debug: { msg: '{{ seen }}' } }
        - name: pick
          choose:
            - { name: left, when: it.rc == 0, debug: {} }
            - { name: right, when: it.rc != 0, debug: {} }`,
      { checkMode: true },
    );
    expect(statuses(run)).to.deep.equal([
      'one: not_run',
      'arguments: not_run',
      'through vars: not_run',
      'condition: not_run',
      'fact: not_run',
      'through fact: not_run',
      'pick: not_run',
    ]);
    expect(task(run, 'arguments').reason).to.contain('"one"');
    expect(task(run, 'through fact').reason).to.contain('"fact"');
  });

  it('decides what does not depend on it', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, x], register: it }
        - { name: and, debug: {}, when: it.rc is defined and false }
        - { name: fails in a run perhaps, debug: {}, when: it.rc == 0 and false }
        - { name: or, debug: {}, when: true or it.rc == 0 }
        - { name: known, debug: {}, when: it.not_run }`,
      { checkMode: true },
    );
    expect(statuses(run)).to.deep.equal([
      'one: not_run',
      'and: skipped',
      'fails in a run perhaps: not_run',
      'or: ok',
      'known: ok',
    ]);
  });

  it('knows a name again that a later task gives a value to', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, x], register: it }
        - { name: two, set_fact: { it: 5 } }
        - { name: three, assert: { that: it == 5 } }`,
      { checkMode: true },
    );
    expect(statuses(run)).to.deep.equal(['one: not_run', 'two: ok', 'three: ok']);
  });

  it('asks nothing and waits for nothing', async () => {
    const run = await play(
      `
      tasks:
        - { name: ask, pause: { prompt: Go on?, confirm: true } }
        - { name: wait, pause: { minutes: 5 } }`,
      { checkMode: true },
    );
    expect(statuses(run)).to.deep.equal(['ask: not_run', 'wait: not_run']);
    expect(run.waits).to.deep.equal([]);
  });

  it('of a task alone holds for it alone, and ansible_check_mode stays what the run is', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [say, x], check_mode: true }
        - { name: two, command: [say, y] }
        - { name: three, check_mode: true, assert: { that: not ansible_check_mode } }`);
    expect(statuses(run)).to.deep.equal(['one: not_run', 'two: changed', 'three: ok']);
    expect(run.ran).to.deep.equal(['say y']);
  });

  it('false on a task runs it in spite of --check', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, x], check_mode: false, register: it }
        - { name: two, assert: { that: [ansible_check_mode, it.stdout == 'x'] } }`,
      { checkMode: true },
    );
    expect(statuses(run)).to.deep.equal(['one: changed', 'two: ok']);
  });

  it('knows nothing of what a choose that could not be decided would have given', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, x], register: it }
        - name: pick
          choose:
            - { name: left, when: it.rc == 0, command: [say, y], register: mine }
            - name: right
              when: it.rc != 0
              block:
                - { set_fact: { fact: 1 } }
                - { command: [say, z], register: mine }
        - { name: reads, debug: { msg: '{{ mine.stdout }}' } }
        - { name: reads the fact, debug: { msg: '{{ fact }}' } }
        - { name: asks, debug: {}, when: mine.not_run }`,
      { checkMode: true },
    );
    expect(statuses(run).slice(1)).to.deep.equal([
      'pick: not_run',
      'reads: not_run',
      'reads the fact: not_run',
      'asks: ok',
    ]);
    expect(task(run, 'reads').reason).to.contain('"pick"');
    expect(run).to.deep.include({
      exitCode: 0,
      outcome: '1 task was checked, 4 not: what they do only running shows',
    });
  });

  it('knows a name again that a task which is skipped has registered: it was skipped', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, x], register: it }
        - { name: two, command: [say, y], register: it, when: false }
        - { name: three, assert: { that: it.skipped } }`,
      { checkMode: true },
    );
    expect(statuses(run)).to.deep.equal(['one: not_run', 'two: skipped', 'three: ok']);
  });

  it('says of every task whether it was only checked', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, x], check_mode: false }
        - { name: two, debug: {} }`,
      { checkMode: true },
    );
    expect(eventsOf(run, 'task-finished').map(({ checked }) => checked)).to.deep.equal([undefined, true]);
  });
});
