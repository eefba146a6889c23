import { expect } from 'chai';
import { eventsOf, statuses, task } from '../harness/outcome.ts';
import { play, type Played } from '../harness/play.ts';

function calls(run: Played): readonly string[] {
  return eventsOf(run, 'task-called').map(({ id, attempt, text }) => `${id} ${attempt}: ${text}`);
}

describe('what a task calls', () => {
  it('is told before it acts, its arguments evaluated, once for each attempt', async () => {
    const run = await play(`
      vars: { name: w3svc }
      tasks:
        - { name: one, command: [flaky, '1', "{{ name }}"], retries: 2, delay: 1s, environment: { A: "{{ 1 + 1 }}" } }`);
    const call = 'flaky 1 w3svc (environment: A=2)';
    expect(calls(run)).to.deep.equal([`tasks/0 1: ${call}`, `tasks/0 2: ${call}`]);
    const order = run.events.map(({ type }) => type);
    expect(order.slice(0, 3)).to.deep.equal(['task-started', 'task-called', 'task-output']);
    const [first] = eventsOf(run, 'task-called');
    expect(first).to.deep.include({
      mayChange: true,
      call: { kind: 'command', argv: ['flaky', '1', 'w3svc'], environment: { A: '2' } },
    });
    expect(first).to.not.have.property('checked');
  });

  it('is not told of a task that is skipped, or whose arguments have a mistake', async () => {
    const run = await play(`
      tasks:
        - { command: [say, x], register: it }
        - { name: one, debug: {}, when: it.rc == 1 }
        - { name: two, command: [say, "{{ it.none }}"], ignore_errors: true }
        - { name: three, command: [say, x], timeout: "{{ it.none }}", ignore_errors: true }`);
    expect(statuses(run)).to.deep.equal([
      'command: changed',
      'one: skipped',
      'two: ignored',
      'three: ignored',
    ]);
    expect(calls(run)).to.deep.equal(['tasks/0 1: say x']);
    expect(task(run, 'two').attempts).to.equal(0);
  });

  it('is the name alone with no_log, and says when nothing is to be changed', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, x], no_log: true, check_mode: false }
        - { name: two, command: [say, x] }
        - { name: three, debug: { msg: hi } }`,
      { checkMode: true },
    );
    const told = eventsOf(run, 'task-called').map(({ text, call, mayChange, checked }) => [
      text,
      call,
      mayChange,
      checked,
    ]);
    expect(told).to.deep.equal([
      ['command', null, true, undefined],
      ['say x', { kind: 'command', argv: ['say', 'x'] }, true, true],
      ['debug', { kind: 'debug' }, false, true],
    ]);
  });
});
