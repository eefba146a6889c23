import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { applyCommand } from '../../src/cli/apply/apply.ts';
import type { Environment } from '../../src/cli/environment.ts';
import { planCommand } from '../../src/cli/plan/plan.ts';
import { validateCommand } from '../../src/cli/validate/validate.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('Runbooks of several files', () => {
  const folder = temporaryFolder({
    'books/site.yml': 'tasks:\n  - import_tasks: more.yml\n  - include_tasks: parts/deep.yml\n',
    'books/more.yml': '- debug: { msg: more }\n',
    'books/unused.yml': '- debug: { msg: unused }\n- block: [{ debug: {} }]\n',
    'books/parts/deep.yml': '- name: deep\n  debug: { msg: "{{ 1 / 0 }}" }\n',
    'outside/site.yml': 'tasks:\n  - import_tasks: ../books/more.yml\n',
    'links/site.yml': 'tasks:\n  - import_tasks: link.yml\n',
    'pipes/site.yml': 'tasks:\n  - import_tasks: pipe.yml\n',
    'kinds/site.yml':
      'params: { kind: { type: string, enum: [a, b], required: true } }\ntasks:\n  - { name: One of them, include_tasks: "{{ kind }}.yml" }\n  - { name: Perhaps, include_tasks: a.yml, when: "kind == \'b\'" }\n',
    'kinds/a.yml': '- { name: in a, debug: {} }\n',
    'kinds/b.yml': '- { name: in b, debug: {} }\n',
  });
  const inFolder = { directory: '' };
  before(() => {
    inFolder.directory = folder.path;
    symlinkSync(join(folder.path, 'books', 'more.yml'), join(folder.path, 'links', 'link.yml'));
  });
  const apply = (environment: Environment) => applyCommand(environment, undefined);
  const validate = (...args: string[]) => runCommand(validateCommand, args, inFolder);

  it('are validated as one, and their parts are no runbooks: what is part of none is named', async () => {
    const { stdout, exitCode } = await validate('books');
    expect(stdout).to.equal(
      `${join('books', 'site.yml')}: valid (2 tasks, 0 parameters)\n` +
        `${join('books', 'unused.yml')}: not checked: it has neither "tasks" nor "plays" at its top\n`,
    );
    expect(exitCode).to.equal(0);
  });

  it('name the file and line of what goes wrong', async () => {
    const run = await runCommand(apply, [join('books', 'site.yml')], inFolder);
    expect(run.exitCode).to.equal(4);
    expect(run.stderr).to.contain(`${join('books', 'parts', 'deep.yml')}:2:21: error: `);
  });

  it('lie in one folder, unless --allow-outside says otherwise', async () => {
    for (const name of ['outside', 'links']) {
      const refused = await validate(join(name, 'site.yml'));
      expect(refused.exitCode, name).to.equal(4);
      expect(refused.stdout, name)
        .to.contain('[file-outside]')
        .and.to.contain("lies outside of the runbook's folder");
      const allowed = await validate(join(name, 'site.yml'), '--allow-outside');
      expect(allowed.stdout, name).to.contain('site.yml: valid');
    }
    const run = await runCommand(apply, [join('outside', 'site.yml'), '--allow-outside'], inFolder);
    expect(run.exitCode).to.equal(0);
  });

  it('are regular files', async function () {
    if (process.platform === 'win32') this.skip();
    spawnSync('sh', ['-c', 'mkfifo "$0"', join(folder.path, 'pipes', 'pipe.yml')]);
    const { stdout, exitCode } = await validate(join('pipes', 'site.yml'));
    expect(stdout).to.contain(
      'cannot be read: it is a pipe or a device, not a regular file [file-unreadable]',
    );
    expect(exitCode).to.equal(4);
  });

  it('miss nothing of an include that was skipped, or of a file that was not picked', async () => {
    const run = await runCommand(apply, [join('kinds', 'site.yml'), '-e', 'kind=a', '-v'], inFolder);
    expect(run.exitCode).to.equal(0);
    expect(run.stdout).to.contain('choose: One of them: a.yml').and.to.contain("Perhaps: when: kind == 'b'");
    expect(run.stdout).not.to.contain('Not run');
  });

  it('show in the plan which file is included', async () => {
    const plan = async (...args: string[]) =>
      (await runCommand(planCommand, [join('kinds', 'site.yml'), ...args], inFolder)).stdout
        .split('\n')
        .filter((line) => /^ {2}\w/.test(line))
        .map((line) => line.trim().replace(/ +/g, ' '));
    expect(await plan('-e', 'kind=a')).to.deep.equal([
      'kind "a" -e',
      'runs choose: One of them',
      'runs a.yml',
      'runs in a',
      "skipped Perhaps because kind == 'b' is false",
      "skipped in a because kind == 'b' is false",
    ]);
    expect((await plan()).slice(1)).to.deep.equal([
      'runs choose: One of them',
      'depends a.yml on kind',
      'depends in a on kind',
      'depends b.yml on kind',
      'depends in b on kind',
      'depends Perhaps on kind',
      'depends in a on kind',
    ]);
  });
});
