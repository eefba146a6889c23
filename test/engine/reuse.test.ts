import { expect } from 'chai';
import { eventsOf, output, statuses, task } from '../harness/outcome.ts';
import { play, type Played } from '../harness/play.ts';

const say = (text: string): string => `{ debug: { msg: "${text}" } }`;
const ids = (run: Played) => eventsOf(run, 'task-finished').map(({ id }) => id);

describe('vars_files', () => {
  it('are stronger than vars, each than those before it, and weaker than what is inside', async () => {
    const run = await play(
      `
      vars: { a: vars, b: vars, c: vars, d: vars }
      vars_files: [one.yml, sub/two.yml]
      tasks:
        - { debug: { msg: "{{ a }} {{ b }} {{ c }} {{ d }}" }, vars: { d: task } }`,
      { files: { 'one.yml': 'b: one\nc: one\nd: one\n', 'sub/two.yml': 'c: "two of {{ b }}"\n' } },
    );
    expect(output(run, 'message')).to.deep.equal(['vars one two of one task']);
  });
});

describe('include_vars', () => {
  const files = { 'a.yml': 'x: 1\ny: "{{ x + 1 }}"\n', 'b.yml': 'x: 10\ny: "{{ x + 1 }}"\n' };

  it('sets the variables of a file for the rest', async () => {
    const run = await play(
      `
      tasks:
        - { include_vars: a.yml }
        - ${say('{{ x }} {{ y }}')}
        - include_vars: { file: b.yml, name: all }
        - ${say('{{ x }} {{ all.y }}')}`,
      { files },
    );
    expect(output(run, 'message')).to.deep.equal(['1 2', '1 11']);
    expect(task(run, 'include_vars').action).to.equal('include_vars');
  });

  it('is weaker than facts and registered results, whatever came last, and stronger than vars', async () => {
    const run = await play(
      `
      vars: { y: play }
      tasks:
        - { set_fact: { x: fact } }
        - { include_vars: a.yml, vars: { y: task } }
        - { debug: { msg: "{{ x }} {{ y }}" }, vars: { x: task, y: task } }
        - { name: y, command: [say, registered], register: y }
        - { include_vars: b.yml }
        - { debug: { msg: "{{ x }} {{ y.stdout }}" } }`,
      { files },
    );
    // What is in the file is evaluated when it is read.
    expect(output(run, 'message')).to.deep.equal(['fact 2', 'fact registered']);
  });

  it('takes one of a closed set', async () => {
    const run = await play(
      `
      params: { kind: { type: string, enum: [a, b], required: true } }
      tasks:
        - include_vars: "{{ kind }}.yml"
        - ${say('{{ y }}')}
        - { include_vars: "{{ item }}.yml", loop: [b, a], register: read }
        - ${say('{{ y }} {{ read.results | length }}')}`,
      { files, given: { kind: 'b' } },
    );
    expect(output(run, 'message')).to.deep.equal(['11', '2 2']);
  });
});

describe('import_runbook', () => {
  it('puts the plays of another runbook in the place of one', async () => {
    const run = await play(
      `
      name: All
      params: { server: { type: string, required: true } }
      plays:
        - { import_runbook: sub/one.yml, vars: { tries: 5 }, tags: one }
        - { name: Own, tasks: [${say('own')}] }
        - import_runbook: sub/many.yml`,
      {
        given: { server: 'sql01' },
        files: {
          'sub/one.yml': `params: { server: {}, tries: { type: integer, default: 3 }, level: { type: integer, default: 1 } }\ntasks: [${say('{{ server }} {{ tries }} {{ level }}')}, { import_tasks: tasks.yml }]\n`,
          'sub/tasks.yml': `- ${say('beside it')}`,
          'sub/many.yml': `- tasks: [${say('first')}]\n- tasks: [${say('second')}]\n`,
        },
      },
    );
    expect(output(run, 'message')).to.deep.equal(['sql01 5 1', 'beside it', 'own', 'first', 'second']);
    expect(ids(run)).to.deep.equal([
      'plays/0/tasks/0',
      'plays/0/tasks/1/tasks/0',
      'plays/1/tasks/0',
      'plays/2/plays/0/tasks/0',
      'plays/2/plays/1/tasks/0',
    ]);
  });
});

describe('roles', () => {
  const files = {
    'roles/web/tasks/main.yml': `- ${say('{{ port }} {{ site }} {{ role_name }} {{ role_path }}')}\n- import_tasks: more.yml\n`,
    'roles/web/tasks/more.yml': `- { powershell: { file: look.ps1 }, when: false }\n- ${say('more')}`,
    'roles/web/tasks/stop.yml': `- ${say('stop {{ port }}')}`,
    'roles/web/defaults/main.yml': 'port: 80\nsite: default\n',
    'roles/web/vars/main.yml': 'site: role\n',
    'roles/web/files/look.ps1': 'Get-Date',
    'roles/web/meta/main.yml': 'galaxy_info: {}\ndependencies:\n  - role: base\n    vars: { level: 2 }\n',
    'roles/base/tasks/main.yaml': `- ${say('base {{ level }}')}`,
  };

  it('of a play are done before its tasks, with what they depend on before them', async () => {
    const run = await play(
      `
      params: { again: { type: boolean, required: true } }
      vars: { site: play }
      roles:
        - web
        - { role: web, vars: { port: 8080, site: given }, when: again, tags: web }
      tasks:
        - ${say('after')}`,
      { files, given: { again: true } },
    );
    expect(output(run, 'message')).to.deep.equal([
      'base 2',
      '80 role web roles/web',
      'more',
      'base 2',
      '8080 given web roles/web',
      'more',
      'after',
    ]);
    expect(ids(run).slice(0, 3)).to.deep.equal([
      'roles/0/dependencies/0/tasks/0',
      'roles/0/tasks/0',
      'roles/0/tasks/1/tasks/0',
    ]);
  });

  it('have defaults that anything else is stronger than', async () => {
    const run = await play(
      `
      vars: { port: 81 }
      tasks:
        - { import_role: { name: web, tasks_from: stop } }
        - { include_role: { name: web, tasks_from: stop.yml }, vars: { port: 82 } }`,
      { files },
    );
    expect(output(run, 'message')).to.deep.equal(['base 2', 'stop 81', 'base 2', 'stop 82']);
  });

  it('are included one by one in a loop, and skipped as a whole', async () => {
    const run = await play(
      `
      tasks:
        - { include_role: { name: "{{ item }}" }, loop: [base], vars: { level: 1 } }
        - { name: not, include_role: { name: base }, when: false, vars: { level: 1 } }`,
      { files },
    );
    expect(output(run, 'message')).to.deep.equal(['base 1']);
    expect(statuses(run)).to.deep.equal(['debug: ok', 'not: skipped']);
  });
});
