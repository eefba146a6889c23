import { join } from 'node:path';
import { expect } from 'chai';
import { validateCommand } from '../../src/cli/validate/validate.ts';
import { packageDirectory } from '../../src/package/package-directory.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary-folder.ts';

const good = `
name: Say hello
params: { edition: { type: string, enum: [a, b], required: true } }
tasks:
  - choose:
      - { when: edition == 'a', debug: { msg: a } }
      - { when: edition == 'b', debug: { msg: b } }
`;

const calls = `params: { edition: { type: string, enum: [a, b], required: true } }
tasks:
  # The first of them.
  - { when: edition == 'a', command: [update, a] }
  - { when: edition == 'b', command: [update, b] }
`;

describe('runbook validate', () => {
  const folder = temporaryFolder({
    'good.yml': good,
    'warned.yaml': 'params: { unused: {} }\ntasks: [{ debug: { msg: hello } }]\n',
    'bad.yml': 'tasks:\n  - debug: { msg: "{{ editoin }}" }\n  - command: net stop w3svc\n',
    'calls.yml': calls,
    'undefined.yml': 'tasks:\n  - debug: { msg: "{{ editoin }}" }\n',
    'misspelt.yml':
      'tasks:\n  - { command: [hostname], regster: host }\n  - debug: { msg: "{{ host.stdout }} {{ editoin }}" }\n',
    'runbooks/inside.yml': good,
    'runbooks/inside/rehearsal/scenarios/one.yml': 'description: no runbook\n',
    'runbooks/other.yaml': good,
    'empty/readme.txt': 'nothing',
    'other/run.json': '{ "vars_files": ["vars.json"], "tasks": [{ "meta": "noop" }] }',
    'other/vars.json': '{ "a": 1 }',
    'other/package.json': '{ "name": "x" }',
    'many.yml': `${Array.from({ length: 1500 }, (_, index) => `key${index}: 1\n`).join('')}${good}`,
    'planted.yml': 'x: 1\n"x\\n::error::planted\\e[2J\\a\\r": 1\ntasks: [{ debug: { msg: hello } }]\n',
    '::error::name.yml': good,
  });
  const validate = (...args: string[]) => runCommand(validateCommand, args, { directory: folder.path });

  it('has all mistakes in its JSON where one is of form, and no program', async () => {
    const { stdout, exitCode } = await validate('misspelt.yml', '--format', 'json');
    const [{ diagnostics, ...others }] = JSON.parse(stdout) as [{ diagnostics: { code: string }[] }];
    expect(diagnostics.map(({ code }) => code)).to.deep.equal(['unknown-key', 'unknown-variable']);
    expect(others).to.include({ valid: false, tasks: 0 });
    expect(exitCode).to.equal(4);
  });

  it('says of a good runbook that it is, and what it has proved', async () => {
    const run = await validate('good.yml');
    expect(run).to.deep.equal({
      stdout:
        'good.yml:5: choose: exactly one branch runs, proved over 2 combinations of "edition"\n' +
        'good.yml: valid (2 tasks, 1 parameter)\n',
      stderr: '',
      exitCode: 0,
    });
  });

  it('exits with 4 and shows every mistake, of the form and others', async () => {
    const { stdout, exitCode } = await validate('bad.yml');
    expect(exitCode).to.equal(4);
    expect(stdout).to.contain('bad.yml:3:14: error: "command" takes an argument list');
    expect(stdout).to.contain('bad.yml:2:23: error: unknown variable "editoin"');
    expect(stdout).to.match(/\nbad\.yml: 2 errors\n$/);
  });

  it('exits with 4 for a mistake that only a check finds', async () => {
    const { stdout, exitCode } = await validate('undefined.yml');
    expect(exitCode).to.equal(4);
    expect(stdout).to.contain('undefined.yml:2:23: error: unknown variable "editoin" [unknown-variable]');
    expect(stdout).to.contain(
      '  2 |   - debug: { msg: "{{ editoin }}" }\n    |                       ^^^^^^^\n',
    );
  });

  it('exits with 0 where there are warnings only, and counts them', async () => {
    const { stdout, exitCode } = await validate('warned.yaml');
    expect(exitCode).to.equal(0);
    expect(stdout).to.contain('warning: nothing reads the parameter "unused" [unused-parameter]');
    expect(stdout).to.match(/\nwarned\.yaml: valid \(1 task, 1 parameter, 1 warning\)\n$/);
  });

  it('takes several runbooks; one that is wrong makes the exit code', async () => {
    const { stdout, exitCode } = await validate('good.yml', 'undefined.yml', 'warned.yaml');
    expect(exitCode).to.equal(4);
    expect(stdout.match(/^\S+: (valid|\d error)/gm)).to.deep.equal([
      'good.yml: valid',
      'undefined.yml: 1 error',
      'warned.yaml: valid',
    ]);
  });

  it('takes a folder for the runbooks in it, without what lies deeper', async () => {
    const { stdout, exitCode } = await validate('runbooks');
    expect(exitCode).to.equal(0);
    expect(stdout.match(/^\S+: valid/gm)).to.deep.equal([
      `${join('runbooks', 'inside.yml')}: valid`,
      `${join('runbooks', 'other.yaml')}: valid`,
    ]);
  });

  it('says that a folder has no runbooks', async () => {
    const { stdout, exitCode } = await validate('empty');
    expect(exitCode).to.equal(4);
    expect(stdout).to.contain('error: there are no runbooks in the folder "empty" [runbook-not-found]');
  });

  it('names JSON of a folder that is no runbook', async () => {
    const { stdout } = await validate('other');
    expect(stdout).to.contain(`${join('other', 'run.json')}: valid`);
    expect(stdout).to.contain(
      `${join('other', 'package.json')}: not checked: it has neither "tasks" nor "plays" at its top\n`,
    );
    expect(stdout).not.to.contain('vars.json: not checked');
  });

  it('finds a runbook in ./runbooks, and one that is shipped, without their endings', async () => {
    expect((await validate('inside')).stdout).to.contain(`${join('runbooks', 'inside.yml')}: valid`);
    const shipped = await validate('lync-backend');
    expect(shipped.stdout).to.contain(`${join(packageDirectory, 'runbooks', 'lync-backend.yml')}: valid`);
    expect(shipped.exitCode).to.equal(0);
  });

  it('has nothing to say against what is shipped', async () => {
    const { stdout } = await validate('--format', 'json', join(packageDirectory, 'runbooks'));
    const found = JSON.parse(stdout) as { file: string; diagnostics: { severity: string }[] }[];
    expect(found.length).to.be.at.least(1);
    expect(
      found.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity !== 'information')),
    ).to.deep.equal([]);
  });

  it('says what is proved of calls of one command at the first of them', async () => {
    expect((await validate('calls.yml')).stdout).to.contain(
      'calls.yml:4: update: exactly one of its 2 calls runs, proved over 2 combinations of "edition"\n',
    );
  });

  it('says how many more mistakes there are than anyone reads', async () => {
    const { stdout } = await validate('many.yml');
    expect(stdout.match(/: error: /g)).to.have.length(100);
    expect(stdout).to.match(/\n… and 1400 more\nmany\.yml: 1500 errors\n$/);
    const [json] = JSON.parse((await validate('--format', 'json', 'many.yml')).stdout) as [
      { diagnostics: unknown[]; moreDiagnostics: number },
    ];
    expect([json.diagnostics.length, json.moreDiagnostics]).to.deep.equal([1000, 500]);
  });

  it('writes nothing that the log of a CI could take for a command', async () => {
    const { stdout } = await validate('planted.yml');
    expect(stdout).to.contain(String.raw`x\n::error::planted\x1b[2J\x07\r`);
    expect(stdout.split('\n').filter((line) => line.trimStart().startsWith('::'))).to.deep.equal([]);
    const named = await validate('::error::name.yml');
    expect(named.stdout.match(/^.*valid/gm)).to.deep.equal([String.raw`\x3a:error::name.yml: valid`]);
  });

  it('says what a name that is not found may have meant', async () => {
    const near = await validate('goood.yml');
    expect(near.stdout).to.contain(
      'error: there is no runbook "goood.yml" [runbook-not-found]\n  = did you mean "good.yml"?',
    );
    const far = await validate('lync-backnd');
    expect(far.stdout).to.contain('did you mean "lync-backend"?');
    expect(far.exitCode).to.equal(4);
  });

  it('writes JSON for programs', async () => {
    const { stdout, exitCode } = await validate(
      '--format',
      'json',
      'good.yml',
      'undefined.yml',
      'absent.yml',
    );
    expect(exitCode).to.equal(4);
    const [first, second, third] = JSON.parse(stdout) as Record<string, unknown>[];
    expect(first).to.deep.equal({
      file: 'good.yml',
      valid: true,
      name: 'Say hello',
      tasks: 2,
      parameters: ['edition'],
      diagnostics: [],
      proofs: [
        {
          about: 'choose',
          text: 'exactly one branch runs, proved over 2 combinations of "edition"',
          file: 'good.yml',
          line: 5,
          column: 5,
          endLine: 8,
          endColumn: 1,
        },
      ],
    });
    expect(second?.['diagnostics']).to.deep.equal([
      {
        code: 'unknown-variable',
        documentation: 'runbook explain unknown-variable',
        severity: 'error',
        message: 'unknown variable "editoin"',
        file: 'undefined.yml',
        line: 2,
        column: 23,
        endLine: 2,
        endColumn: 30,
        help: 'a variable is a parameter, stands in `vars`, or is set by a task with `register` or `set_fact`',
      },
    ]);
    expect(third).to.include({ file: 'absent.yml', valid: false });
  });
});
