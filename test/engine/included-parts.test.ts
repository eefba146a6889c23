import { expect } from 'chai';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import { filesIn } from '../harness/files-in.ts';
import { eventsOf, statuses, task } from '../harness/outcome.ts';
import { play, type Played } from '../harness/play.ts';

/** The sections of blocks, with how they ended. */
function sections(run: Played): readonly string[] {
  return eventsOf(run, 'block-finished').map(({ id, part, status }) => `${id} ${part}: ${status}`);
}

describe('A file that is taken in', () => {
  it('is undone with what is around it, or in itself where it fails', async () => {
    const files = {
      'one.yml': `- { name: one, command: [say, one], undo: { name: undo one, command: [say, -one] } }`,
      'two.yml': `- { name: two, command: [say, two], undo: { name: undo two, command: [say, -two] } }\n- { name: bad, fail: {} }`,
    };
    const run = await play(
      `
      tasks:
        - name: all
          block:
            - import_tasks: one.yml
            - include_tasks: two.yml
          rescue: [{ name: rescue, debug: {} }]`,
      { files },
    );
    expect(run.ran).to.deep.equal(['say one', 'say two', 'say -two', 'say -one']);
    expect(sections(run)).to.deep.equal([
      'tasks/0/block/0 block: ok',
      'tasks/0/block/1 block: failed',
      'tasks/0/block/1/undo undo: ok',
      'tasks/0 block: failed',
      'tasks/0/undo undo: ok',
      'tasks/0/rescue rescue: rescued',
    ]);
    expect(task(run, 'undo two').id).to.equal('tasks/0/block/1/tasks/0/undo/0');
    expect(run.exitCode).to.equal(0);
  });

  it('has its undo in the outline where a run has it', () => {
    const text = 'tasks: [{ include_tasks: two.yml }]';
    const fileSystem = filesIn({
      'two.yml': `- { name: two, command: [say, two], undo: { name: undo two, debug: {} } }`,
    });
    const { runbook } = loadRunbook({ path: 'test.yml', text }, { fileSystem });
    if (!runbook) throw new Error('the runbook is not valid');
    const parameters = { values: new Map(), origins: new Map(), open: new Set<string>() };
    const { plan } = makePlan(lowerRunbook(runbook), parameters, {
      tags: [],
      skipTags: [],
      checkMode: false,
    });
    const include = plan?.outline[0]?.children[0];
    expect(include?.children.map(({ id, kind }) => `${id} ${kind}`)).to.deep.equal([
      'tasks/0/tasks/0 task',
      'tasks/0/undo undo',
    ]);
  });

  it('may be an undo', async () => {
    const run = await play(
      `
      tasks:
        - { name: one, command: [say, one], undo: { import_tasks: back.yml, vars: { what: one } } }
        - { name: bad, fail: {} }`,
      { files: { 'back.yml': `- { name: back, command: [say, "-{{ what }}"] }` } },
    );
    expect(run.ran).to.deep.equal(['say one', 'say -one']);
  });

  it('notifies what the import, or the apply of the include, or a task in it says', async () => {
    const run = await play(
      `
      tasks:
        - { import_tasks: acts.yml, vars: { what: a }, notify: A }
        - { include_tasks: { file: acts.yml, apply: { notify: B } }, vars: { what: b } }
        - { include_tasks: notifies.yml }
      handlers:
        - { name: A, command: [say, A] }
        - { name: B, command: [say, B] }
        - { name: C, include_tasks: acts.yml, vars: { what: C } }
        - { name: D, debug: {}, listen: never }`,
      {
        files: {
          'acts.yml': '- command: [say, "{{ what }}"]',
          'notifies.yml': '- { command: [say, c], notify: [C, never] }',
        },
      },
    );
    expect(run.ran).to.deep.equal(['say a', 'say b', 'say c', 'say A', 'say B', 'say C']);
    expect(run.exitCode).to.equal(0);
  });

  it('brings the handlers of its role, once', async () => {
    const run = await play(
      `
      roles: [web, { role: web, vars: { port: 81 } }]
      tasks: [{ command: [say, task], notify: all }]
      handlers: [{ name: Own, command: [say, own], listen: all }]`,
      {
        files: {
          'roles/web/tasks/main.yml': '- { command: [say, "{{ port }}"], notify: Restart }',
          'roles/web/defaults/main.yml': 'port: 80',
          'roles/web/vars/main.yml': 'service: w3svc',
          'roles/web/handlers/main.yml': `
- { name: Restart, command: [say, "restart {{ service }} {{ port }} {{ role_name }}"] }
- { name: Tell, import_tasks: tell.yml, listen: all }`,
          'roles/web/handlers/tell.yml': '- command: [say, tell]',
        },
      },
    );
    expect(run.ran).to.deep.equal([
      ...['say 80', 'say 81', 'say task', 'say own', 'say restart w3svc 80 web', 'say tell'],
    ]);
    expect(run.exitCode).to.equal(0);
  });

  it('is no place to flush handlers from where it is one itself', async () => {
    let message = '';
    try {
      await play(
        `
        tasks: [{ command: [say, a], notify: A }]
        handlers: [{ name: A, include_tasks: flush.yml }]`,
        { files: { 'flush.yml': '- meta: flush_handlers' } },
      );
    } catch (error) {
      message = String(error);
    }
    expect(message).to.contain('flush.yml:1').and.to.contain('is not for handlers');
  });

  it('ends the play with end_play, and knows the status board', async () => {
    const run = await play(
      `
      status: { files: there }
      tasks:
        - include_tasks: ends.yml
        - { name: never, debug: {} }`,
      {
        files: {
          'ends.yml': `- { name: move, command: [say, move], status: { files: moved } }\n- { meta: end_play, when: status.files == 'moved' }`,
        },
      },
    );
    expect(run.ran).to.deep.equal(['say move']);
    expect(statuses(run)).not.to.include('never: ok');
  });

  it('may be where a run starts, or have in it where it starts', async () => {
    const files = {
      'more.yml': '- { name: one, debug: {} }\n- { name: two, debug: {} }',
      'x.yml': '- { name: of x, debug: {} }',
      'y.yml': '- { name: of y, debug: {} }',
    };
    const text = `
      params: { which: { type: string, enum: [x, y], required: true } }
      tasks:
        - { name: zero, debug: {} }
        - { name: more, include_tasks: more.yml }
        - { name: which, include_tasks: '{{ which }}.yml' }`;
    const from = (startAt: string) => play(text, { files, given: { which: 'x' }, startAt });
    expect(statuses(await from('more'))).to.deep.equal(['one: ok', 'two: ok', 'of x: ok']);
    expect(statuses(await from('two'))).to.deep.equal(['two: ok', 'of x: ok']);
    expect(statuses(await from('of x'))).to.deep.equal(['of x: ok']);
    let message = '';
    try {
      await from('of y');
    } catch (error) {
      message = String(error);
    }
    expect(message).to.contain('"y.yml" is not the file that is included');
  });
});
