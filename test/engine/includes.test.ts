import { expect } from 'chai';
import { eventsOf, output, statuses, task } from '../harness/outcome.ts';
import { play, type Played } from '../harness/play.ts';

/** What each task came to, by its id. */
function story(run: Played): readonly string[] {
  return eventsOf(run, 'task-finished').map(({ id, name, status }) => `${id} ${name}: ${status}`);
}

const say = (text: string): string => `{ debug: { msg: "${text}" } }`;

describe('import_tasks', () => {
  it('puts the tasks of the file in its place, with the places of that file', async () => {
    const run = await play(
      `
      tasks:
        - import_tasks: sub/more.yml
          vars: { who: you }
        - ${say('after')}`,
      {
        files: {
          'sub/more.yml': '- name: first\n  debug: { msg: "hello {{ who }}" }\n- import_tasks: inner.yml\n',
          'sub/inner.yml': `- ${say('{{ who }} again')}`,
        },
      },
    );
    expect(story(run)).to.deep.equal([
      'tasks/0/tasks/0 first: ok',
      'tasks/0/tasks/1/tasks/0 debug: ok',
      'tasks/1 debug: ok',
    ]);
    expect(output(run, 'message')).to.deep.equal(['hello you', 'you again', 'after']);
    expect(task(run, 'first').place).to.equal('sub/more.yml:1');
    expect(eventsOf(run, 'block-started').map(({ id, name }) => `${id} ${name}`)).to.deep.equal([
      'tasks/0 import_tasks: sub/more.yml',
      'tasks/0/tasks/1 import_tasks: inner.yml',
    ]);
  });

  it('hands when, tags and environment to every task inside', async () => {
    const files = {
      'more.yml': `- { name: one, debug: {}, tags: inner }\n- { name: two, set_fact: { go: false } }\n- { name: three, debug: {} }`,
    };
    const text = `
      vars: { go: true }
      tasks:
        - { import_tasks: more.yml, when: go, tags: outer }
        - { name: four, debug: {} }`;
    expect(statuses(await play(text, { files }))).to.deep.equal([
      'one: ok',
      'two: ok',
      'three: skipped',
      'four: ok',
    ]);
    expect(statuses(await play(text, { files, tags: ['outer'] }))).to.deep.equal([
      'one: ok',
      'two: ok',
      'three: skipped',
    ]);
    expect(statuses(await play(text, { files, tags: ['inner'] }))).to.deep.equal(['one: ok']);
  });

  it('stands in blocks, and fails with what it has', async () => {
    const files = { 'more.yml': `- { name: bad, fail: { msg: no } }` };
    const run = await play(
      `
      tasks:
        - block: [{ import_tasks: more.yml }]
          rescue: [{ name: mended, debug: { msg: "{{ ansible_failed_task.name }}" } }]`,
      { files },
    );
    expect(statuses(run)).to.deep.equal(['bad: failed', 'mended: ok']);
    expect(output(run, 'message')).to.include('bad');
  });

  it('can be a branch of a choose', async () => {
    const files = { 'a.yml': `- ${say('a')}`, 'b.yml': `- ${say('b')}` };
    const run = await play(
      `
      params: { kind: { type: string, enum: [a, b], required: true } }
      tasks:
        - choose:
            - { when: kind == 'a', import_tasks: a.yml }
            - { when: kind == 'b', include_tasks: b.yml }`,
      { files, given: { kind: 'b' } },
    );
    expect(output(run, 'message')).to.deep.equal(['b']);
  });

  it('gives parameters their defaults, weaker than all that is around', async () => {
    const files = {
      'more.yml': `params: { a: { default: file }, b: { default: file }, c: { default: file } }\ntasks: [${say('{{ a }} {{ b }} {{ c }}')}]`,
    };
    const run = await play(
      `
      vars: { a: play }
      tasks:
        - { import_tasks: more.yml, vars: { b: call } }
        - { include_tasks: more.yml, vars: { b: call } }`,
      { files },
    );
    expect(output(run, 'message')).to.deep.equal(['play call file', 'play call file']);
  });
});

describe('include_tasks', () => {
  const files = {
    'more.yml': `- { name: one, set_fact: { go: false }, tags: inner }\n- { name: two, debug: { msg: "{{ item | default('none') }}" } }`,
  };

  it('decides its when once', async () => {
    const run = await play(
      `
      vars: { go: true }
      tasks:
        - { include_tasks: more.yml, when: go }
        - { name: again, include_tasks: more.yml, when: go }`,
      { files },
    );
    expect(story(run)).to.deep.equal([
      'tasks/0/tasks/0 one: ok',
      'tasks/0/tasks/1 two: ok',
      'tasks/1 again: skipped',
    ]);
    expect(task(run, 'again')).to.deep.include({ action: 'include_tasks', reason: 'when: go' });
    expect(run.counts).to.deep.include({ ok: 2, skipped: 1 });
  });

  it('keeps its keywords to itself, except vars and what apply says', async () => {
    const text = `
      tasks:
        - { include_tasks: more.yml, tags: outer, vars: { item: given } }
        - include_tasks: { file: more.yml, apply: { tags: applied, when: go } }
          tags: applied
          vars: { go: true }`;
    expect(statuses(await play(text, { files }))).to.deep.equal([
      'one: ok',
      'two: ok',
      'one: skipped',
      'two: skipped',
    ]);
    expect(statuses(await play(text, { files, tags: ['outer', 'inner'] }))).to.deep.equal(['one: ok']);
    expect(statuses(await play(text, { files, tags: ['applied'] }))).to.deep.equal([
      'one: ok',
      'two: skipped',
    ]);
  });

  it('is done for each item, each with its when', async () => {
    const run = await play(
      `
      tasks:
        - { name: each, include_tasks: more.yml, loop: [a, b, c], when: item != 'b' }`,
      { files },
    );
    expect(story(run)).to.deep.equal([
      'tasks/0[0]/tasks/0 one: ok',
      'tasks/0[0]/tasks/1 two: ok',
      'tasks/0[1] each (item=b): skipped',
      'tasks/0[2]/tasks/0 one: ok',
      'tasks/0[2]/tasks/1 two: ok',
    ]);
    expect(output(run, 'message')).to.deep.equal(['a', 'c']);
    expect(eventsOf(run, 'block-started').map(({ id, name }) => `${id} ${name}`)).to.deep.equal([
      'tasks/0 each',
      'tasks/0[0] each (item=a)',
      'tasks/0[2] each (item=c)',
    ]);
  });

  it('picks one of a closed set of files', async () => {
    const set = { 'a.yml': `- ${say('in a')}`, 'b.yml': `- ${say('in b')}` };
    const text = `
      params: { kind: { type: string, enum: [a, b], default: a } }
      tasks:
        - include_tasks: "{{ kind }}.yml"
        - { include_tasks: "{{ item.file }}.yml", loop: [{ file: b }, { file: a }] }`;
    const run = await play(text, { files: set, given: { kind: 'b' } });
    expect(output(run, 'message')).to.deep.equal(['in b', 'in b', 'in a']);
    expect(story(run)[0]).to.equal('tasks/0/files/1/tasks/0 debug: ok');
    expect(eventsOf(run, 'branch-chosen').map(({ id, branch }) => `${id} ${branch}`)).to.deep.equal([
      'tasks/0 b.yml',
      'tasks/1[0] b.yml',
      'tasks/1[1] a.yml',
    ]);
  });

  it('fails where a run makes another path of it', async () => {
    const text = `
      params: { kind: { type: string, enum: [a, b], default: a } }
      tasks:
        - { set_fact: { which: c } }
        - { include_tasks: "{{ which }}.yml", vars: { which: a }, ignore_errors: true }
        - block: [{ include_tasks: "{{ which }}.yml", vars: { which: b } }]
          rescue: [{ name: mended, debug: {} }]`;
    const run = await play(text, { files: { 'a.yml': `- ${say('a')}`, 'b.yml': `- ${say('b')}` } });
    expect(statuses(run)).to.deep.equal([
      'set_fact: ok',
      'include_tasks: {{ which }}.yml: ignored',
      'include_tasks: {{ which }}.yml: failed',
      'mended: ok',
    ]);
  });

  it('ends with the first failure, in a loop as well', async () => {
    const run = await play(
      `
      tasks:
        - { include_tasks: more.yml, loop: ['0', '1', '0'] }
        - ${say('never')}`,
      { files: { 'more.yml': `- { name: it, command: [exit, "{{ item }}"] }` } },
    );
    expect(statuses(run)).to.deep.equal(['it: changed', 'it: failed']);
    expect(run.exitCode).to.equal(2);
  });

  it('is not run in check mode where its condition needs what was not run', async () => {
    const run = await play(
      `
      tasks:
        - { command: [say, a], register: said }
        - { name: more, include_tasks: more.yml, when: said.rc == 0 }
        - { name: after, debug: { msg: "{{ it }}" } }`,
      { checkMode: true, files: { 'more.yml': `- { debug: {}, register: it }` } },
    );
    expect(statuses(run)).to.deep.equal(['command: not_run', 'more: not_run', 'after: not_run']);
  });
});
