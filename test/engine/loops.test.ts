import { expect } from 'chai';
import { eventsOf, output, resultOf, statuses, task } from '../harness/outcome.ts';
import { play, type Played } from '../harness/play.ts';

/** What each item came to, and the loop at the end. */
function story(run: Played): readonly string[] {
  return eventsOf(run, 'task-finished').map(({ id, name, status }) => `${id} ${name}: ${status}`);
}

describe('a loop', () => {
  it('does a task once for each item, and counts as one task', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [say, "{{ item }}"], loop: [a, b], register: it }
        - { name: two, debug: { msg: "{{ it.results | map(attribute='stdout') | join(',') }} {{ it.changed }}" } }`);
    expect(story(run)).to.deep.equal([
      'tasks/0[0] one (item=a): changed',
      'tasks/0[1] one (item=b): changed',
      'tasks/0 one: changed',
      'tasks/1 two: ok',
    ]);
    expect(run.ran).to.deep.equal(['say a', 'say b']);
    expect(output(run, 'message')).to.deep.equal(['a,b True']);
    expect(run.counts).to.deep.include({ ok: 2, changed: 1 });
    expect(resultOf(run, 'one')).to.deep.include({ results: 2, msg: 'All items completed', changed: true });
    expect(resultOf(run, 'one (item=a)')).to.deep.include({ item: 'a', ansible_loop_var: 'item', rc: 0 });
  });

  it('has items that are null', async () => {
    const run = await play(`
      tasks:
        - { name: one, debug: { msg: "{{ item is none }} {{ given }}" }, loop: [null], vars: { given: x } }`);
    expect(output(run, 'message')).to.deep.equal(['True x']);
  });

  it('goes on after an item that fails, and has failed then', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [exit, "{{ item }}"], loop: ['1', '0', '2'], register: it, ignore_errors: "{{ item == '2' }}" }
        - { name: two, debug: {} }`);
    expect(statuses(run)).to.deep.equal([
      'one (item=1): failed',
      'one (item=0): changed',
      'one (item=2): ignored',
      'one: failed',
    ]);
    expect(task(run, 'one').reason).to.match(/^1 of 3 items failed: "exit" ended with exit code 1/);
    expect(resultOf(run, 'one')).to.deep.include({
      failed: true,
      msg: 'One or more items failed',
      results: 3,
    });
    expect(run).to.deep.include({ exitCode: 2, outcome: 'failed at "one"' });
    expect(run.counts.failed).to.equal(1);
  });

  it('is ignored where all that failed is, and skipped where all is', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [exit, '1'], loop: [1, 2], ignore_errors: true }
        - { name: two, debug: {}, loop: [1, 2], when: item > 2, register: it }
        - { name: three, debug: {}, loop: [1, 2], when: item > 1 }
        - { name: four, assert: { that: [it.skipped, 'it.results | length == 2', 'it.results[0].skipped'] } }`);
    expect(statuses(run)).to.deep.equal([
      'one (item=1): ignored',
      'one (item=2): ignored',
      'one: ignored',
      'two (item=1): skipped',
      'two (item=2): skipped',
      'two: skipped',
      'three (item=1): skipped',
      'three (item=2): ok',
      'three: ok',
      'four: ok',
    ]);
    expect(run.counts).to.deep.include({ ignored: 1, skipped: 1, ok: 2 });
  });

  it('of no items is skipped, with results', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [say, x], loop: [], register: it }
        - { name: two, assert: { that: [it.skipped, 'it.results == []'] } }`);
    expect(statuses(run)).to.deep.equal(['one: skipped', 'two: ok']);
    expect(task(run, 'one').reason).to.equal('the loop has no items');
  });

  it('whose list cannot be told is skipped by a condition that is false, without results, and fails otherwise', async () => {
    const run = await play(`
      tasks:
        - { command: [say, x], register: first }
        - { name: one, debug: {}, loop: "{{ first.none }}", when: false, register: it }
        - { name: two, assert: { that: [it.skipped, it.results is undefined] } }
        - { name: three, debug: {}, loop: "{{ first.none }}", when: item == 1, ignore_errors: true }
        - { name: four, debug: {}, loop: "{{ first }}" }`);
    expect(statuses(run).slice(1)).to.deep.equal([
      ...['one: skipped', 'two: ok', 'three: ignored', 'four: failed'],
    ]);
    expect(task(run, 'three').reason).to.contain('none');
    expect(task(run, 'four').help).to.contain('dict2items');
  });

  it('has its variables above all others, and the nearest loop above those around', async () => {
    const run = await play(
      `
      vars: { item: var }
      tasks:
        - name: outer
          loop: [a, b]
          loop_control: { loop_var: out, index_var: at }
          block:
            - { name: inner, debug: { msg: "{{ at }}{{ out }}{{ item }}" }, loop: [1, 2] }
            - { name: after, debug: { msg: "{{ item }}" } }`,
      { given: { item: 'given' } },
    );
    expect(output(run)).to.deep.equal(['0a1', '0a2', 'given', '1b1', '1b2', 'given']);
    expect(
      eventsOf(run, 'task-started')
        .map(({ id, depth }) => `${id} ${depth}`)
        .slice(0, 4),
    ).to.deep.equal([
      'tasks/0[0]/block/0 2',
      'tasks/0[0]/block/0[0] 3',
      'tasks/0[0]/block/0[1] 3',
      'tasks/0[0]/block/1 2',
    ]);
    expect(eventsOf(run, 'block-started').map(({ id, name }) => `${id} ${name}`)).to.deep.equal([
      'tasks/0 outer',
      'tasks/0[0] outer (item=a)',
      'tasks/0[1] outer (item=b)',
    ]);
  });

  it('has the item before in the register while it runs', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [say, "{{ it.stdout | default('none') }}{{ item }}"], loop: [a, b], register: it }`);
    expect(run.ran).to.deep.equal(['say nonea', 'say noneab']);
  });

  it('tries each item by itself', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [flaky, "{{ item }}"], loop: [1, 2], until: it.rc == 0, retries: 2, delay: 1s, register: it }`);
    expect(statuses(run)).to.deep.equal(['one (item=1): changed', 'one (item=2): changed', 'one: changed']);
    expect(run.waits).to.deep.equal([1000, 1000, 1000]);
    expect(eventsOf(run, 'task-retried').map(({ id }) => id)).to.deep.equal([
      'tasks/0[0]',
      'tasks/0[1]',
      'tasks/0[1]',
    ]);
  });
});

describe('loop_control', () => {
  it('pauses between items only', async () => {
    const run = await play(`tasks: [{ name: one, debug: {}, loop: [1, 2, 3], loop_control: { pause: 2s } }]`);
    expect(run.waits).to.deep.equal([2000, 2000]);
  });

  it('labels the items, and a label that cannot be told fails its item', async () => {
    const run = await play(`
      tasks:
        - name: one
          debug: {}
          loop: [{ n: a }, { m: b }, { n: c }]
          loop_control: { label: "{{ item.n }}" }`);
    expect(statuses(run)).to.deep.equal([
      'one (item=a): ok',
      'one (item=?): failed',
      'one (item=c): ok',
      'one: failed',
    ]);
    expect(task(run, 'one (item=?)').reason).to.contain('"n"');
  });

  it('breaks after the item for which that holds', async () => {
    const run = await play(`
      tasks:
        - name: one
          command: [exit, "{{ item }}"]
          loop: [3, 0, 4]
          failed_when: false
          register: it
          loop_control: { break_when: it.rc == 0 }
        - { name: two, assert: { that: it.results | length == 2 } }`);
    expect(statuses(run)).to.deep.equal([
      'one (item=3): changed',
      'one (item=0): changed',
      'one: changed',
      'two: ok',
    ]);
  });

  it('fails where break_when is wrong, which can be ignored, and keeps the results', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [say, x], loop: [1, 2], register: it, loop_control: { break_when: it.none }, ignore_errors: true }
        - { name: two, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['one (item=1): changed', 'one: ignored', 'two: ok']);
    expect(resultOf(run, 'one')).to.deep.include({ results: 1, failed: true });
  });

  it('says which item of how many it is', async () => {
    const message =
      '{{ ansible_loop.index }}/{{ ansible_loop.length }} {{ ansible_loop.revindex0 }} {{ ansible_loop.first }}{{ ansible_loop.last }} {{ ansible_loop.previtem | default("-") }}{{ ansible_loop.nextitem | default("-") }} {{ ansible_loop.allitems is defined }}';
    const loop = `debug: { msg: '${message}' }, loop: [a, b]`;
    const run = await play(`
      tasks:
        - { ${loop}, loop_control: { extended: true } }
        - { ${loop}, loop_control: { extended: true, extended_allitems: false } }`);
    expect(output(run)).to.deep.equal([
      '1/2 1 TrueFalse -b True',
      '2/2 0 FalseTrue a- True',
      '1/2 1 TrueFalse -b False',
      '2/2 0 FalseTrue a- False',
    ]);
  });
});

describe('a loop over a block', () => {
  it('ends at the first item that fails without rescue', async () => {
    const run = await play(`
      tasks:
        - block:
            - name: outer
              loop: ['0', '1', '0']
              block: [{ name: in, command: [exit, "{{ item }}"] }]
              always: [{ name: clean, debug: {} }]
          rescue: [{ name: mend, debug: {} }]`);
    expect(statuses(run)).to.deep.equal(['in: changed', 'clean: ok', 'in: failed', 'clean: ok', 'mend: ok']);
    expect(run.exitCode).to.equal(0);
  });

  it('goes on where the rescue has mended its item', async () => {
    const run = await play(`
      tasks:
        - name: outer
          loop: ['1', '0']
          block: [{ name: in, command: [exit, "{{ item }}"] }]
          rescue: [{ name: mend, debug: { msg: "{{ item }} {{ ansible_failed_task.name }}" } }]
        - { name: after, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['in: failed', 'mend: ok', 'in: changed', 'after: ok']);
    expect(output(run, 'message')[0]).to.equal('1 in');
    expect(run.counts).to.deep.include({ rescued: 1, failed: 0 });
  });

  it('is one window', async () => {
    const run = await play(`
      tasks:
        - name: outer
          window: { limit: 1m }
          loop: [20, 20]
          block: [{ name: in, command: [sleep, "{{ item }}"] }]`);
    expect(eventsOf(run, 'window-opened').length).to.equal(1);
    expect(eventsOf(run, 'window-closed').map(({ elapsed }) => elapsed)).to.deep.equal([40_000]);
  });

  it('chooses for each item', async () => {
    const run = await play(`
      tasks:
        - name: pick
          loop: [a, b, c]
          choose:
            - { name: A, when: item == 'a', debug: {} }
            - { name: B, when: item == 'b', debug: {} }
        - { name: after, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['A: ok', 'B: ok', 'pick (item=c): failed']);
    expect(eventsOf(run, 'branch-chosen').map(({ id, branchId }) => `${id} ${branchId}`)).to.deep.equal([
      'tasks/0[0] tasks/0[0]/choose/0',
      'tasks/0[1] tasks/0[1]/choose/1',
    ]);
  });

  it('that fails between two items has failed, and its window is left', async () => {
    const run = await play(`
      tasks:
        - command: [say, x]
          register: it
        - block:
            - name: outer
              window: { limit: 1m }
              loop: [1, 2]
              loop_control: { break_when: it.none }
              block: [{ name: in, debug: {} }]
          rescue: [{ name: mend, debug: {} }]`);
    expect(statuses(run)).to.deep.equal(['command: changed', 'in: ok', 'outer: failed', 'mend: ok']);
    expect(eventsOf(run, 'window-left').map(({ why }) => why)).to.deep.equal(['failed']);
  });

  it('whose list cannot be told has failed as a block', async () => {
    const run = await play(`
      tasks:
        - { command: [say, x], register: it }
        - block:
            - { name: outer, loop: "{{ it.none }}", block: [{ name: in, debug: {} }] }
          rescue: [{ name: mend, debug: {} }]`);
    expect(statuses(run)).to.deep.equal(['command: changed', 'outer: failed', 'mend: ok']);
  });
});

describe('a loop that is stopped', () => {
  it('begins no other item', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: ["{{ item }}", x], loop: [say, press, say] }
        - { name: two, debug: {} }`);
    expect(statuses(run)).to.deep.equal([
      'one (item=say): changed',
      'one (item=press): changed',
      'one: stopped',
    ]);
    expect(task(run, 'one').reason).to.equal('stopped after 2 of 3 items');
    expect(run).to.deep.include({ exitCode: 5, inDoubt: [] });
  });

  it('is stopped where an item is, and what that did is in doubt', async () => {
    const run = await play(`tasks: [{ name: one, command: [interrupt], loop: [1, 2] }]`);
    expect(statuses(run)).to.deep.equal(['one (item=1): stopped', 'one: stopped']);
    expect(run.inDoubt.map(({ name }) => name)).to.deep.equal(['one (item=1)']);
  });

  it('of a block, between two items, leaves the rest', async () => {
    const run = await play(`
      tasks:
        - loop: [1, 2]
          block: [{ name: in, command: [press] }]
        - { name: after, debug: {} }`);
    expect(statuses(run)).to.deep.equal(['in: changed', 'block: stopped']);
    expect(run.exitCode).to.equal(5);
  });
});

describe('a loop in check mode', () => {
  it('is not run where its list is not there, and taints what it would have set', async () => {
    const run = await play(
      `
      tasks:
        - { name: list, command: [say, x], register: it }
        - { name: one, debug: {}, loop: "{{ it.stdout_lines }}", register: that }
        - { name: two, debug: { msg: "{{ that.results }}" } }
        - { name: three, loop: "{{ it.stdout_lines }}", block: [{ set_fact: { f: 1 } }] }
        - { name: four, debug: { msg: "{{ f }}" } }`,
      { checkMode: true },
    );
    expect(statuses(run)).to.deep.equal([
      'list: not_run',
      'one: not_run',
      'two: not_run',
      'three: not_run',
      'four: not_run',
    ]);
  });

  it('that is only partly run taints its register', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, x], loop: [1, 2], check_mode: "{{ item == 1 }}", register: it }
        - { name: two, debug: { msg: "{{ it.results }}" } }`,
      { checkMode: true },
    );
    expect(statuses(run)).to.deep.equal([
      'one (item=1): not_run',
      'one (item=2): changed',
      'one: not_run',
      'two: not_run',
    ]);
  });
});

describe('a loop with no_log', () => {
  it('hides its items and its results', async () => {
    const run = await play(`
      tasks:
        - { name: one, command: [exit, "{{ item }}"], loop: ['4711'], no_log: true }`);
    expect(statuses(run)).to.deep.equal(['one (item=1): failed', 'one: failed']);
    expect(JSON.stringify(run.events)).to.not.contain('4711');
  });
});
