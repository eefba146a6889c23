import { expect } from 'chai';
import { eventsOf, task } from '../harness/outcome.ts';
import { play } from '../harness/play.ts';

describe('data without end', () => {
  const endless = '[[zero.rc] * 1000] * 100000';
  for (const [what, node] of Object.entries({
    message: `debug: { msg: '{{ ${endless} }}' }`,
    name: `name: 'x {{ ${endless} }}', fail: {}`,
    condition: `debug: {}, when: '(${endless}) | string'`,
    argument: `command: [say, '{{ ${endless} }}']`,
    fact: `set_fact: { f: '{{ ${endless} }}' }`,
  })) {
    it(`in a ${what} is a failure of that task, and always runs`, async () => {
      const run = await play(`
        tasks:
          - { command: [say, x], register: zero }
          - block: [{ ${node} }]
            always: [{ name: last, debug: {} }]`);
      const ended = eventsOf(run, 'task-finished').map(({ status }) => status);
      expect(ended).to.deep.equal(['changed', 'failed', 'ok']);
      expect(run.exitCode).to.equal(2);
    });
  }

  it('that grows from task to task ends there', async () => {
    const grow = Array.from({ length: 30 }, () => "{ set_fact: { f: '{{ [f, f] }}' } }").join(', ');
    const run = await play(`tasks: [{ set_fact: { f: [1] } }, ${grow}]`);
    expect(run.exitCode).to.equal(2);
    expect(task(run, 'set_fact').reason).to.contain('more than');
  });

  it('of the right size that is too long to be shown is named', async () => {
    const run = await play("tasks: [{ name: one, debug: { msg: '{{ [[1] * 1000] * 1000 }}' } }]");
    expect(eventsOf(run, 'task-output').map(({ text }) => text)).to.deep.equal([
      '(a list, too large to be shown)',
    ]);
  });
});
