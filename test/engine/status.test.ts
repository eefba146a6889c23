import { expect } from 'chai';
import { createSummary } from '../../src/report/summary.ts';
import { eventsOf, output, statuses } from '../harness/outcome.ts';
import { play, type Played } from '../harness/play.ts';

/** What became of the board: `name: before -> now (task)`. */
function changes(run: Played): readonly string[] {
  return eventsOf(run, 'status-changed').map(
    ({ name, before, value, id }) => `${name}: ${before ?? '-'} -> ${value} (${id ?? '-'})`,
  );
}

const board = 'status: { databases: not updated, services: "{{ initial }}" }\nvars: { initial: not touched }';

describe('the status board', () => {
  it('is declared before the first task, and changes with what the tasks do', async () => {
    const run = await play(`
${board}
tasks:
  - name: one
    command: [say, "{{ status.databases }}"]
    status: { databases: { during: in doubt, done: updated }, services: stopped }
  - { name: two, debug: { msg: "{{ status.databases }}, {{ status.services }}" } }`);
    expect(changes(run)).to.deep.equal([
      'databases: - -> not updated (-)',
      'services: - -> not touched (-)',
      'databases: not updated -> in doubt (tasks/0)',
      'databases: in doubt -> updated (tasks/0)',
      'services: not touched -> stopped (tasks/0)',
    ]);
    const types = run.events.map(({ type }) => type);
    expect(types.slice(0, 8)).to.deep.equal([
      ...['status-changed', 'status-changed', 'task-started', 'status-changed', 'task-called', 'task-output'],
      ...['status-changed', 'status-changed'],
    ]);
    expect(output(run, 'message')).to.deep.equal(['updated, stopped']);
  });

  it('keeps what it was during a task that failed, was ignored or timed out, whatever a rescue does', async () => {
    const run = await play(`
status: { a: x, b: x, c: x }
tasks:
  - { command: [exit, '1'], ignore_errors: true, status: { a: { during: in doubt, done: done } } }
  - { command: [sleep, '60'], timeout: 5, ignore_errors: true, status: { b: { during: in doubt, done: done } } }
  - block: [{ command: [exit, '1'], status: { c: { during: in doubt, done: done } } }]
    rescue: [{ debug: { msg: "{{ status.values() | join(', ') }}" } }]
  - { debug: {}, status: { a: mended } }`);
    expect(output(run, 'message')[0]).to.equal('in doubt, in doubt, in doubt');
    expect(changes(run).at(-1)).to.equal('a: in doubt -> mended (tasks/3)');
  });

  it('is not changed by a task that is skipped, declined, would change, or is wrong before its effect', async () => {
    const text = `
status: { a: x }
tasks:
  - { command: [say, x], when: 1 > 2, status: { a: { during: y, done: z } } }
  - { command: [say, x], removes: /there/is/no/such/file, status: { a: { during: y, done: z } } }
  - { command: ["{{ 1 / zero }}"], ignore_errors: true, status: { a: { during: y, done: z } } }
  - { command: [say, x], confirm: Go on?, status: { a: { during: y, done: z } } }`;
    const run = await play(text, {
      defaults: { zero: 0 },
      answer: () => ({ kind: 'no', by: 'operator' }),
    });
    expect(statuses(run)).to.deep.equal([
      ...['command: skipped', 'command: skipped', 'command: ignored', 'command: stopped'],
    ]);
    expect(changes(run)).to.deep.equal(['a: - -> x (-)']);
    const checked = await play(
      `
status: { a: x }
tasks:
  - { set_fact: { b: 1 }, status: { a: { during: y, done: z } } }
  - { command: [say, x], status: { a: { during: y, done: z } } }`,
      { checkMode: true },
    );
    expect(changes(checked)).to.deep.equal(['a: - -> x (-)']);
  });

  it('says done after the last item of a loop', async () => {
    const run = await play(`
status: { files: not copied }
tasks:
  - command: [say, "{{ item }}"]
    loop: [a, b]
    status: { files: { during: "{{ item }} in doubt", done: copied } }`);
    expect(changes(run).slice(1)).to.deep.equal([
      'files: not copied -> a in doubt (tasks/0[0])',
      'files: a in doubt -> b in doubt (tasks/0[1])',
      'files: b in doubt -> copied (tasks/0)',
    ]);
    const failed = await play(`
status: { files: not copied }
tasks:
  - { command: [exit, "{{ item }}"], loop: ['1', '0'], status: { files: { during: in doubt, done: copied } } }`);
    expect(changes(failed).at(-1)).to.equal('files: not copied -> in doubt (tasks/0[0])');
  });

  it('sees the result of the task in what it says at its end', async () => {
    const run = await play(`
status: { a: x }
tasks:
  - { command: [say, y], register: it, status: { a: "{{ it.stdout }}" } }
  - { command: [say, z], register: it, status: { a: "{{ it.nothing.at.all }}" } }`);
    expect(changes(run).at(-1)).to.equal('a: x -> y (tasks/0)');
    expect(eventsOf(run, 'notice-given')[0]?.text).to.match(/^the status of "a" cannot be told: /);
    expect(run.exitCode).to.equal(0);
  });

  it('goes with undo', async () => {
    const run = await play(`
status: { a: x }
tasks:
  - command: [say, y]
    status: { a: { during: in doubt, done: y } }
    undo: { command: [say, x], status: { a: { during: in doubt, done: x again } } }
  - fail: {}`);
    expect(changes(run).slice(-2)).to.deep.equal([
      'a: y -> in doubt (tasks/0/undo/0)',
      'a: in doubt -> x again (tasks/0/undo/0)',
    ]);
  });

  it('is in the summary whatever the ending', async () => {
    const summary = createSummary();
    await play(
      `
status: { lync_services: running, other: x }
tasks:
  - { command: [lose], status: { lync_services: { during: in doubt, done: stopped } } }`,
      {
        onEvent: (event) => summary.handle(event),
      },
    );
    expect(summary.text({ host: 'SRV01', user: 'admin' })).to.include(
      '\nStatus\n- lync services: in doubt\n- other: x\n',
    );
  });
});
