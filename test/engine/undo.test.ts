import { expect } from 'chai';
import { eventsOf, output, statuses, task } from '../harness/outcome.ts';
import { createSummary } from '../../src/report/summary.ts';
import { play, type Played } from '../harness/play.ts';

/** The sections that undo, with how they ended. */
function sections(run: Played): readonly string[] {
  return eventsOf(run, 'block-finished').map(({ id, part, status }) => `${id} ${part}: ${status}`);
}

describe('undo', () => {
  it('takes back what was done in reverse order, before rescue and always', async () => {
    const run = await play(`
      tasks:
        - name: all
          block:
            - { name: one, command: [say, one], undo: { name: undo one, command: [say, -one] } }
            - name: two
              command: [say, two]
              undo:
                - { name: undo two a, command: [say, -two-a] }
                - { name: undo two b, command: [say, -two-b] }
            - { name: three, fail: {} , undo: { name: undo three, debug: {} } }
          rescue: [{ name: rescue, command: [say, "{{ ansible_failed_task.name }}"] }]
          always: [{ name: always, command: [say, always] }]`);
    expect(run.ran).to.deep.equal([
      ...['say one', 'say two', 'say -two-a', 'say -two-b', 'say -one', 'say three', 'say always'],
    ]);
    expect(sections(run)).to.deep.equal([
      'tasks/0 block: failed',
      'tasks/0/undo undo: ok',
      'tasks/0/rescue rescue: rescued',
      'tasks/0/always always: ok',
    ]);
    expect(task(run, 'undo two b').id).to.equal('tasks/0/block/1/undo/1');
    expect(run.exitCode).to.equal(0);
    expect(run.counts).to.deep.include({ failed: 0, rescued: 1, ok: 7 });
  });

  it('runs nothing where the block ends well', async () => {
    const run = await play(`
      tasks:
        - block: [{ command: [say, one], undo: { command: [say, -one] } }]`);
    expect(run.ran).to.deep.equal(['say one']);
  });

  it('takes the play for the block outside of blocks', async () => {
    const run = await play(`
      name: The play
      tasks:
        - { name: one, command: [say, one], undo: { name: undo one, command: [say, -one] } }
        - { name: two, fail: {} }`);
    expect(run.ran).to.deep.equal(['say one', 'say -one']);
    expect(eventsOf(run, 'block-started')).to.have.length(1);
    expect(eventsOf(run, 'block-started')[0]).to.deep.include({
      ...{ id: 'plays/0/undo', part: 'undo', name: 'The play', depth: 0 },
    });
    expect(run).to.deep.include({ exitCode: 2, outcome: 'failed at "two"' });
  });

  it('includes nested blocks that ended well, and undoes nothing twice', async () => {
    const run = await play(`
      tasks:
        - block:
            - block:
                - { command: [say, one], undo: { command: [say, -one] } }
                - { command: [say, two], undo: { command: [say, -two] } }
              always: [{ command: [say, three], undo: { command: [say, -three] } }]
            - block:
                - { command: [say, four], undo: { command: [say, -four] } }
                - fail: {}
              rescue: [{ command: [say, five], undo: { command: [say, -five] } }]
            - { name: last, fail: {} }`);
    expect(run.ran.slice(4)).to.deep.equal([
      ...['say -four', 'say five', 'say -five', 'say -three', 'say -two', 'say -one'],
    ]);
    expect(run.outcome).to.equal('failed at "last"');
  });

  it('of a block comes before those of what is in it, and only where that had an effect', async () => {
    const run = await play(`
      tasks:
        - block: [{ command: [say, one], undo: { command: [say, -one] } }]
          undo: { command: [say, -block] }
        - block: [{ debug: {} }]
          undo: { command: [say, no] }
        - block: [{ command: [say, two] }, { fail: {} }]
          undo: { command: [say, -two] }`);
    expect(run.ran.slice(2)).to.deep.equal(['say -two', 'say -block', 'say -one']);
  });

  it('undoes what failed or is in doubt if its effect had begun, and nothing that changed nothing', async () => {
    const run = await play(`
      tasks:
        - { command: [say, read], changed_when: false, undo: { command: [say, no] } }
        - { command: [say, skipped], when: 1 > 2, undo: { command: [say, no] } }
        - { command: [exit, '1'], ignore_errors: true, undo: { command: [say, -ignored] } }
        - { name: slow, command: [sleep, '60000'], timeout: 5, undo: { name: undo, command: [say, -slow] } }`);
    expect(run.ran.slice(-2)).to.deep.equal(['say -slow', 'say -ignored']);
    expect(run.ran).not.to.include('say no');
    expect(run.inDoubt).to.have.length(1);
  });

  it('has the item, the registered result and the variables of its task', async () => {
    const run = await play(`
      tasks:
        - block:
            - name: each
              command: [say, "{{ item }}"]
              loop: [a, b]
              register: it
              vars: { what: "{{ item }}{{ item }}" }
              undo: { name: "undo {{ item }}", command: [say, "-{{ what }} {{ it.stdout }}"] }
            - fail: {}`);
    expect(run.ran.slice(2)).to.deep.equal(['say -bb b', 'say -aa a']);
    expect(task(run, 'undo b').id).to.equal('tasks/0/block/0[1]/undo/0');
  });

  it('goes on after an undo that fails, and the block has failed in spite of its rescue', async () => {
    const run = await play(`
      tasks:
        - name: all
          block:
            - { command: [say, one], undo: { name: undo one, command: [say, -one] } }
            - { command: [say, two], undo: [{ name: undo two, fail: {} }, { name: never, debug: {} }] }
            - { name: three, fail: {} }
          rescue: [{ name: rescue, debug: {} }]
        - { name: after, debug: {} }`);
    expect(statuses(run).slice(2)).to.deep.equal([
      'three: failed',
      'undo two: failed',
      'undo one: changed',
      'rescue: ok',
    ]);
    expect(sections(run)).to.deep.equal([
      'tasks/0 block: failed',
      'tasks/0/undo undo: failed',
      'tasks/0/rescue rescue: ok',
    ]);
    expect(run).to.deep.include({ exitCode: 2, outcome: 'failed at "three", then at "undo two"' });
    expect(run.counts).to.deep.include({ failed: 2, rescued: 0 });
  });

  it('that fails is not what a rescue around is told of, but what it was to take back', async () => {
    const run = await play(`
      tasks:
        - block:
            - block:
                - { command: [say, x], undo: { name: back, fail: {} } }
                - { name: first, fail: { msg: no } }
          rescue: [{ command: [say, '{{ ansible_failed_task.name }} {{ ansible_failed_result.msg }}'] }]`);
    expect(run.ran.at(-1)).to.equal('say first no');
  });

  it('comes after a stop, and goes on through it', async () => {
    const run = await play(
      `
      tasks:
        - block:
            - { command: [say, one], undo: { command: [say, -one] } }
            - { name: wait, pause: { seconds: 60 } }
          rescue: [{ command: [say, rescue] }]
          always: [{ command: [say, always] }]`,
      { stopAfter: 5000 },
    );
    expect(run.ran).to.deep.equal(['say one', 'say -one', 'say always']);
    expect(run.exitCode).to.equal(5);
  });

  it('comes after the session was lost, of the task with which it went too', async () => {
    const run = await play(`
      tasks:
        - { command: [say, one], undo: { command: [say, -one] } }
        - { name: two, command: [lose], undo: { command: [say, -two] } }`);
    expect(run.ran).to.deep.equal(['say one', 'lose', 'say -two', 'say -one']);
    expect(run).to.deep.include({ exitCode: 3, outcome: 'the PowerShell session was lost: failed at "two"' });
  });

  it('goes on after an undo that is wrong itself, and after one that meets a bug', async () => {
    const run = await play(
      `
      tasks:
        - { command: [say, one], undo: { name: undo one, command: [crash] } }
        - { command: [say, two], register: it, undo: { name: undo two, command: ["{{ 1 / it.rc }}"] } }
        - { command: [say, three], undo: { name: undo three, command: [say, -three] } }
        - { name: four, fail: {} }`,
    );
    expect(statuses(run).slice(3)).to.deep.equal([
      'four: failed',
      'undo three: changed',
      'undo two: failed',
      'undo one: failed',
    ]);
    expect(run.outcome).to.equal(
      'a bug in runbook: failed at "four", then at "undo two", then at "undo one"',
    );
  });

  it('comes after a question that is answered no', async () => {
    const run = await play(
      `
      tasks:
        - { command: [say, one], undo: { command: [say, -one] } }
        - { name: ask, pause: { prompt: Go on?, confirm: true } }`,
      { answer: () => ({ kind: 'no', by: 'operator' }) },
    );
    expect(run.ran).to.deep.equal(['say one', 'say -one']);
    expect(run.outcome).to.match(/^ended at the question "ask"/);
  });

  it('is named where a second request for a stop leaves no time for it', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, one], undo: { command: [say, -one] } }
        - { name: two, command: [say, two], undo: { command: [say, -two] } }
        - { name: wait, pause: { seconds: 60 } }`,
      {
        onEvent(event, stop) {
          if (event.type !== 'task-called' || event.id !== 'tasks/2') return;
          stop();
          stop();
        },
      },
    );
    expect(run.ran).to.deep.equal(['say one', 'say two']);
    expect(eventsOf(run, 'notice-given').map(({ text }) => text)).to.deep.equal([
      'not undone, because the run was stopped at once: "two", "one"',
    ]);
  });

  it('is listed in check mode, and run only with check_mode: false', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, one], undo: { name: undo one, command: [say, -one] } }
        - { name: two, command: [say, two], check_mode: false, undo: { name: undo two, command: [say, -two] } }
        - { name: three, fail: {} }`,
      { checkMode: true },
    );
    expect(run.ran).to.deep.equal(['say two', 'say -two']);
    expect(statuses(run).slice(2)).to.deep.equal(['three: failed', 'undo two: changed', 'undo one: not_run']);
    expect(task(run, 'undo one').reason).to.equal('nothing is undone in check mode');
  });

  it('is in the summary, and what could not be undone too', async () => {
    const summary = createSummary();
    await play(
      `
      tasks:
        - { command: [say, one], undo: { name: undo one, command: [say, -one] } }
        - { command: [say, two], undo: { name: undo two, fail: {} } }
        - { command: [say, three], undo: { name: undo three, debug: {}, when: 1 > 2 } }
        - { name: four, fail: {} }`,
      { onEvent: (event) => summary.handle(event) },
    );
    const text = summary.text({ host: 'SRV01', user: 'admin' });
    expect(text).to.include('\nUndone\n- undo one\n\nNOT UNDONE\n- undo two\n');
  });

  it('is selected with its task', async () => {
    const run = await play(
      `
      tasks:
        - { command: [say, one], tags: [a], undo: { command: [say, -one] } }
        - { command: [say, two], tags: [a], undo: { command: [say, -two], tags: [b] } }
        - { fail: {}, tags: [a] }`,
      { tags: ['a'], skipTags: ['b'] },
    );
    expect(run.ran).to.deep.equal(['say one', 'say two', 'say -one']);
  });

  it('takes back each item of a block that is looped over', async () => {
    const run = await play(`
      tasks:
        - name: each
          loop: [a, b]
          block:
            - { command: [say, "{{ item }}"], undo: { command: [say, "-{{ item }}"] } }
            - { debug: {}, failed_when: item == 'b' }`);
    expect(run.ran).to.deep.equal(['say a', 'say b', 'say -b', 'say -a']);
    expect(output(run, 'message')).to.have.length(2);
    expect(sections(run).filter((each) => each.includes('undo'))).to.deep.equal([
      'tasks/0[1]/undo undo: ok',
      'plays/0/undo undo: ok',
    ]);
  });
});
