import { expect } from 'chai';
import { output, resultOf, statuses } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

/** What docs/ansible.md has in its fine print and no other test has as its subject. */
describe('where two words meet', () => {
  it('an undo may notify, and what was notified before survives it', async () => {
    const run = await play(`
      force_handlers: true
      tasks:
        - { name: one, command: [say, one], notify: early, undo: { command: [say, back], notify: late } }
        - fail: {}
      handlers:
        - { name: early, command: [say, early] }
        - { name: late, command: [say, late] }`);
    expect(run.ran).to.deep.equal(['say one', 'say back', 'say early', 'say late']);
  });

  it('end_play undoes nothing, as nothing has failed', async () => {
    const run = await play(`
      tasks:
        - { command: [say, one], undo: { command: [say, back] } }
        - block:
            - { command: [say, two], undo: { command: [say, back] } }
            - meta: end_play`);
    expect(run.ran).to.deep.equal(['say one', 'say two']);
    expect(run.exitCode).to.equal(0);
  });

  it('what a play has done is undone once, also where it is a handler that fails', async () => {
    const run = await play(`
      tasks: [{ command: [say, one], undo: { command: [say, back] }, notify: bad }]
      handlers: [{ name: bad, fail: {} }]`);
    expect(run.ran).to.deep.equal(['say one', 'say back']);
  });

  it('tags select inside the branch that is chosen, and choose none', async () => {
    const text = (edition: string) => `
      vars: { edition: ${edition} }
      tasks:
        - choose:
            - { name: a, when: edition == 'a', command: [say, a], tags: x }
            - { name: b, when: edition == 'b', command: [say, b], tags: y }`;
    expect((await play(text('a'), { tags: ['y'] })).ran).to.deep.equal([]);
    expect((await play(text('b'), { tags: ['y'] })).ran).to.deep.equal(['say b']);
  });

  it('index_var counts from 0, and when is asked for each item', async () => {
    const run = await play(`
      tasks:
        - command: [say, '{{ index }}{{ item }}']
          when: item != 'b'
          loop: [a, b, c]
          loop_control: { index_var: index }`);
    expect(run.ran).to.deep.equal(['say 0a', 'say 2c']);
  });

  it('what a rescue was told of is still known in later plays', async () => {
    const run = await play(`
      plays:
        - tasks:
            - block: [{ name: first, fail: { msg: no } }]
              rescue: [{ debug: {} }]
        - tasks:
            - debug: { msg: '{{ ansible_failed_task.name }}: {{ ansible_failed_result.msg }}' }`);
    expect(output(run).at(-1)).to.equal('first: no');
  });

  it('a task that has changed something, failed and was ignored notifies nobody', async () => {
    const run = await play(`
      tasks: [{ name: one, command: [exit, '1'], ignore_errors: true, notify: told }]
      handlers: [{ name: told, command: [say, told] }]`);
    expect(statuses(run)).to.deep.equal(['one: ignored']);
    expect(resultOf(run, 'one')).to.deep.include({ changed: true, failed: true });
  });

  it('a mistake in one item fails that item, and the others are done', async () => {
    const run = await play(`
      tasks:
        - name: each
          command: [say, '{{ item.name }}']
          loop: [{ name: a }, {}, { name: c }]
          ignore_errors: true`);
    expect(run.ran).to.deep.equal(['say a', 'say c']);
    expect(statuses(run).at(-1)).to.equal('each: ignored');
  });

  it('a rescue sees the item of the loop around it, and always too', async () => {
    const run = await play(`
      tasks:
        - loop: [a, b]
          block: [{ fail: {}, when: item == 'a' }]
          rescue: [{ command: [say, 'rescued {{ item }}'] }]
          always: [{ command: [say, 'always {{ item }}'] }]`);
    expect(run.ran).to.deep.equal(['say rescued a', 'say always a', 'say always b']);
  });

  it('a handler that fails in a flush has the others left notified', async () => {
    const run = await play(`
      tasks:
        - { command: [say, x], notify: [one, two] }
        - meta: flush_handlers
      handlers:
        - { name: one, fail: {} }
        - { name: two, command: [say, two] }`);
    expect(run.ran).to.deep.equal(['say x']);
    expect(run.notifiedOnly?.map(({ name }) => name)).to.deep.equal(['two']);
  });
});
