import { expect } from 'chai';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, said, type CliOptions, type CliRun, type Sandbox } from '../harness/sandbox.ts';

describe('runbook apply, given something wrong', () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = createSandbox();
  });
  afterEach(() => {
    sandbox.dispose();
  });

  /** Every wrong runbook has this task first: the file must not be there afterwards. */
  const first = `  - name: First
    command: ["${process.execPath.replaceAll('\\', '\\\\')}", --eval, "require('fs').writeFileSync('ran.txt', '')"]
`;

  async function refused(
    content: string | Uint8Array,
    words: readonly (string | RegExp)[],
    args: readonly string[] = [],
    options: CliOptions = {},
  ): Promise<CliRun> {
    sandbox.file('runbook.yml', content);
    const run = await sandbox.run(['apply', 'runbook.yml', '--view', 'plain', ...args], options);
    expect(run.exitCode, said(run)).to.equal(4);
    for (const word of words) {
      if (typeof word === 'string') expect(run.stderr).to.contain(word);
      else expect(run.stderr).to.match(word);
    }
    expect(run.stderr).to.not.match(/^\s+at .*\.(ts|js):\d+/m);
    expect(run.stdout, 'nothing was begun').to.equal('');
    expect(existsSync(join(sandbox.directory, 'ran.txt'))).to.equal(false);
    return run;
  }

  const tasks = (rest: string) => `tasks:\n${first}${rest}`;

  describe('as a file', () => {
    it('that is not there', async () => {
      const run = await sandbox.run(['apply', 'nothing.yml']);
      expect(run.exitCode).to.equal(4);
      expect(run.stderr).to.contain('"nothing.yml"');
    });

    it('that is a folder', async () => {
      sandbox.file('folder.yml/inside.txt', '');
      const run = await sandbox.run(['apply', 'folder.yml']);
      expect(run.exitCode, said(run)).to.equal(4);
      expect(run.stderr).to.contain('folder.yml').and.to.not.contain('bug in runbook');
    });

    it('that is empty', () => refused('', [/runbook\.yml/]));

    it('that is broken YAML, with line, column, source line and caret', () =>
      refused(tasks('  - name: "Two\n    debug: {}\n'), [
        /runbook\.yml:4:\d+: error:/,
        /^\s*4 \| {3}- name: "Two$/m,
        '^',
      ]));

    it('that is huge', () => refused(`${tasks('')}# ${'x'.repeat(12_000_000)}`, [/MB|bytes|large|big/i]));

    it('that is an alias bomb', async () => {
      const levels = Array.from(
        { length: 12 },
        (_, i) => `  l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}*l${i}]`,
      );
      await refused(`vars:\n  l0: &l0 x\n${levels.join('\n')}\n${tasks('')}`, [/alias/i]);
    });

    it('that is UTF-16 without a mark at its start', () =>
      refused(Buffer.from(tasks(''), 'utf16le'), [/UTF-16|UTF-8/]));

    it('that is binary', () =>
      refused(Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7) % 256)), [/UTF-8|text|character/i]));

    it('that is nested without end', () => refused(`vars: { v: ${'['.repeat(20_000)}`, [/runbook\.yml/]));

    it('with the same key twice, naming both places', () =>
      refused(tasks('  - name: Two\n    debug: {}\n    name: Again\n'), [
        '"name"',
        /runbook\.yml:6/,
        /:4|line 4/,
      ]));
  });

  it('as UTF-16 with its mark is read', async () => {
    sandbox.file('runbook.yml', Buffer.from(`\ufeff${tasks('')}`, 'utf16le'));
    const run = await sandbox.run(['apply', 'runbook.yml', '--view', 'plain']);
    expect([run.exitCode, existsSync(join(sandbox.directory, 'ran.txt'))], said(run)).to.deep.equal([
      0,
      true,
    ]);
  });

  describe('as keys', () => {
    it('unknown in a task, with the nearest', () =>
      refused(tasks('  - name: Two\n    debug: {}\n    regster: it\n'), [
        '"regster"',
        '"register"',
        'runbook.yml:6',
      ]));

    it('unknown as an action', () =>
      refused(tasks('  - name: Two\n    comand: [x]\n'), ['"comand"', '"command"']));

    it('of Ansible that are not here yet', () =>
      refused(tasks('  - name: Two\n    debug: {}\n    async: 1\n'), ['"async"']));

    it('`shell`, with what to use', () =>
      refused(tasks('  - shell: echo hi\n'), ['shell', 'command', 'powershell']));

    it('two actions in one task', () => refused(tasks('  - debug: {}\n    fail: {}\n'), ['debug', 'fail']));

    it('several mistakes, all in one go and in the order of the file', async () => {
      const run = await refused(
        tasks('  - comand: [x]\n  - debug: {}\n    whn: x\n  - debug: { mesg: x }\n'),
        [],
      );
      const lines = [...run.stderr.matchAll(/runbook\.yml:(\d+):\d+: error/g)].map(([, line]) =>
        Number(line),
      );
      expect(lines).to.deep.equal([4, 6, 7]);
    });
  });

  describe('as expressions', () => {
    it('with wrong syntax', () => refused(tasks('  - debug: {}\n    when: a ==\n'), ['runbook.yml:5']));
    it('with a variable that nobody defines', () =>
      refused(tasks('  - debug: { msg: "{{ nobody }}" }\n'), ['"nobody"', 'runbook.yml:4']));
    it('with an unknown filter, and the nearest', () =>
      refused(tasks('  - debug: { msg: "{{ 1 | defualt(2) }}" }\n'), ['defualt', 'default']));
    it('inside a script', () =>
      refused(tasks('  - powershell: { script: "Get-Item {{ x }}" }\n'), ['parameters']));
    it('inside a condition', () =>
      refused(tasks('  - debug: {}\n    when: "{{ true }}"\n'), ['runbook.yml:5']));
  });

  describe('as parameters', () => {
    const params = (declared: string) => `params:\n${declared}${tasks('')}`;
    const edition = '  edition: { type: string, enum: [enterprise, standard], required: true }\n';
    const count = '  count: { type: integer, minimum: 2, maximum: 5, default: 3 }\n';
    const secret = '  word: { type: string, secret: true, required: true }\n';

    it('unknown, with the nearest', () =>
      refused(
        params(edition),
        ['"editoin"', '"edition"'],
        ['-e', 'edition=standard', '-e', 'editoin=standard'],
      ));
    it('missing, with every way to give it', () =>
      refused(params(edition), ['"edition"', '-e', 'RUNBOOK_PARAM_EDITION', '--params-file']));
    it('not one of those that are allowed', () =>
      refused(params(edition), ['"edition"', 'enterprise', 'standard'], ['-e', 'edition=both']));
    it('of the wrong type', () => refused(params(count), ['"count"', 'integer'], ['-e', 'count=many']));
    it('out of bounds', () => refused(params(count), ['"count"', '5'], ['-e', 'count=6']));
    it('wrong in a variable, named as where it came from', () =>
      refused(params(count), ['RUNBOOK_PARAM_COUNT'], [], { env: { RUNBOOK_PARAM_COUNT: 'x' } }));
    it('wrong in a file, with its place', () => {
      sandbox.file('p.yml', 'count: many\n');
      return refused(params(count), [/p\.yml:1/], ['--params-file', 'p.yml']);
    });
    it('in a file that is not there', () =>
      refused(params(count), ['nothing.yml'], ['--params-file', 'nothing.yml']));
    it('several wrong, reported together', () =>
      refused(params(edition + count), ['"edition"', '"count"'], ['-e', 'edition=both', '-e', 'count=1']));
    it('secret on the command line, without repeating it', async () => {
      const run = await refused(params(secret), ['"word"', 'RUNBOOK_PARAM_'], ['-e', 'word=correcthorse']);
      expect(run.stderr).to.not.contain('correcthorse');
    });
    it('secret and too short to be hidden, without repeating it', async () => {
      const run = await refused(params(secret), ['"word"', '4'], [], { env: { RUNBOOK_PARAM_WORD: 'q9z' } });
      expect(run.stderr).to.not.contain('q9z');
    });
  });

  describe('as flags', () => {
    it('a tag that no task has, with the nearest', () =>
      refused(
        tasks('  - debug: {}\n    tags: services\n'),
        ['"servces"', '"services"'],
        ['--tags', 'servces'],
      ));
    it('an option that is not there', async () => {
      const run = await refused(tasks(''), ['--chek'], ['--chek']);
      expect(run.stderr).to.contain('--check');
    });
    it('a log that cannot be written', () =>
      refused(tasks(''), ['no-such-folder'], ['--log', join('no-such-folder', 'run.log')]));
    it('a question that nobody can answer', () =>
      refused(tasks('  - name: Sure?\n    pause: { prompt: Sure?, confirm: true }\n'), ['"Sure?"', '--yes']));
  });
});
