import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { validateCommand } from '../../src/cli/validate/validate.ts';
import { createSandbox, type Sandbox } from '../harness/sandbox.ts';
import { runCommand } from './run-command.ts';
import { temporaryFolder } from './temporary-folder.ts';

const GOOD = 'tasks: [{ debug: { msg: hello } }]\n';
const WARNED = 'params: { unused: {} }\ntasks: [{ debug: { msg: hello } }]\n';

describe('What runbook validate is given', () => {
  const folder = temporaryFolder({
    'site.yml': GOOD,
    'other.yaml': WARNED,
    'deep/er/inner.YML': GOOD,
    'deep/list.json': '[{ "tasks": [{ "meta": "noop" }] }]',
    'deep/whole.yml': 'tasks: [{ import_tasks: part.yml }]\n',
    'deep/part.yml': '- debug: { msg: hello }\n',
    'deep/whole/rehearsal/scenarios/good.yml': 'description: no runbook\n',
    'deep/compose.yml': 'services: {}\n',
    'deep/notes.txt': 'tasks: []\n',
    'node_modules/x/site.yml': 'tasks: 1\n',
    '.hidden/site.yml': 'tasks: 1\n',
    'deep/.dotted.yml': 'tasks: 1\n',
    'none/data.yml': 'a: 1\n',
    'brackets[1].yml': GOOD,
    'broken/bad.yml': 'tasks:\n  - debug: { msg: "{{ a }}\n',
  });
  before(() => {
    symlinkSync('..', join(folder.path, 'deep', 'circle'));
    symlinkSync(join(folder.path, 'site.yml'), join(folder.path, 'deep', 'linked.yml'));
  });
  const validate = (...args: string[]) => runCommand(validateCommand, args, { directory: folder.path });
  const checked = (text: string) =>
    Array.from(text.matchAll(/^(\S+): (?:valid|\d+ errors?)/gm), ([, name]) => name);

  describe('a folder', () => {
    it('is looked through to its end, for what has the form of a runbook', async () => {
      const { stdout, exitCode } = await validate('deep');
      expect(checked(stdout)).to.deep.equal([
        'deep/er/inner.YML',
        'deep/linked.yml',
        'deep/list.json',
        'deep/whole.yml',
      ]);
      expect(stdout).to.contain(
        'deep/compose.yml: not checked: it has neither "tasks" nor "plays" at its top',
      );
      expect(stdout).not.to.match(/part\.yml|good\.yml|dotted|circle/);
      expect(exitCode).to.equal(0);
      expect((await validate('.')).stdout).not.to.contain('compose.yml');
    });

    it('has no mistake pass that is one of form', async () => {
      const { stdout, exitCode } = await validate('broken');
      expect(checked(stdout)).to.deep.equal(['broken/bad.yml']);
      expect(exitCode).to.equal(4);
    });

    it('has no file read to which a link leads elsewhere', async () => {
      const elsewhere = createSandbox();
      try {
        const secret = elsewhere.file('secret.yml', 'tasks: [Hunter2]\n');
        mkdirSync(join(folder.path, 'links'));
        symlinkSync(secret, join(folder.path, 'links', 'linked.yml'));
        writeFileSync(join(folder.path, 'links', 'site.yml'), GOOD);
        for (const name of ['links', 'links/*.yml']) {
          const { stdout, exitCode } = await validate(name);
          if (name === 'links')
            expect(stdout).to.contain('links/linked.yml: not checked: it is a link to a file elsewhere\n');
          expect(checked(stdout)).to.deep.equal(['links/site.yml']);
          expect(stdout).not.to.contain('Hunter2');
          expect(exitCode).to.equal(0);
        }
        expect((await validate('links/linked.yml')).exitCode).to.equal(4);
      } finally {
        elsewhere.dispose();
      }
    });

    it('says which folder below cannot be read', async function () {
      if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
      mkdirSync(join(folder.path, 'closed', 'shut'), { recursive: true, mode: 0o755 });
      writeFileSync(join(folder.path, 'closed', 'site.yml'), GOOD);
      chmodSync(join(folder.path, 'closed', 'shut'), 0);
      const { stdout, exitCode } = await validate('closed');
      chmodSync(join(folder.path, 'closed', 'shut'), 0o755);
      expect(exitCode).to.equal(4);
      expect(stdout).to.contain('error: "closed/shut" cannot be read: permission denied [file-unreadable]');
      expect(stdout).to.contain('closed/site.yml: valid');
    });

    it('without runbooks is a mistake, if it is not allowed', async () => {
      const { stdout, exitCode } = await validate('none');
      expect(exitCode).to.equal(4);
      expect(stdout).to.contain('there are no runbooks in the folder "none"');
      expect(await validate('none', '--no-error-on-unmatched')).to.deep.equal({
        stdout: '',
        stderr: '',
        exitCode: 0,
      });
    });

    it('of many files that are no runbooks has the first of them named', async () => {
      for (let index = 10; index < 30; index++) {
        mkdirSync(join(folder.path, 'lots'), { recursive: true });
        writeFileSync(join(folder.path, 'lots', `${index}.yml`), 'a: 1\n');
      }
      writeFileSync(join(folder.path, 'lots', 'site.yml'), GOOD);
      const { stdout } = await validate('lots');
      expect(stdout.match(/not checked/g)).to.have.length(10);
      expect(stdout).to.contain('… and 10 more files that are no runbooks\n');
    });
  });

  describe('a pattern', () => {
    it('finds runbooks, without what is no runbook and what is in node_modules', async () => {
      const { stdout } = await validate('**/*.{yml,YML}');
      expect(checked(stdout)).to.include.members(['site.yml', 'deep/er/inner.YML', 'deep/whole.yml']);
      expect(checked(stdout)).not.to.include.members(['node_modules/x/site.yml']);
      expect(stdout).to.contain('deep/compose.yml: not checked');
    });

    it('that is the name of a file is that file', async () => {
      expect(checked((await validate('brackets[1].yml')).stdout)).to.deep.equal(['brackets[1].yml']);
    });

    it('that matches nothing, or no runbook, is a mistake, if it is not allowed', async () => {
      for (const [pattern, message] of [
        ['nowhere/*.yml', 'no YAML or JSON matches "nowhere/*.yml"'],
        ['none/*', 'nothing that matches "none/*" is a runbook'],
      ] as const) {
        const { stdout, exitCode } = await validate(pattern, 'site.yml');
        expect(exitCode).to.equal(4);
        expect(stdout).to.contain(`error: ${message} [runbook-not-found]`);
        const allowed = await validate(pattern, 'site.yml', '--no-error-on-unmatched');
        expect(allowed).to.include({ exitCode: 0, stdout: 'site.yml: valid (1 task, 0 parameters)\n' });
      }
    });

    it('does not excuse a name that is not found', async () => {
      expect((await validate('absent.yml', '--no-error-on-unmatched')).exitCode).to.equal(4);
    });
  });

  it('is checked once, however often it is named', async () => {
    const { stdout } = await validate('site.yml', './site.yml', '*.yml', join(folder.path, 'site.yml'));
    expect(checked(stdout).filter((name) => name === 'site.yml')).to.have.length(1);
  });

  it('is checked where it is named, whatever its form, and though others take it in', async () => {
    const { stdout, exitCode } = await validate('deep', 'deep/compose.yml');
    expect(checked(stdout)).to.include('deep/compose.yml');
    expect(exitCode).to.equal(4);
  });

  describe('warnings', () => {
    it('are allowed, in any number, if nothing else is said', async () => {
      expect((await validate('other.yaml')).exitCode).to.equal(0);
      expect((await validate('other.yaml', '--max-warnings', '-1')).exitCode).to.equal(0);
      expect((await validate('other.yaml', '--max-warnings', '1')).exitCode).to.equal(0);
    });

    it('are an error where there are more than are allowed, in all runbooks together', async () => {
      const { stdout, exitCode } = await validate('other.yaml', 'site.yml', '--max-warnings', '0');
      expect(exitCode).to.equal(4);
      expect(stdout).to.contain(
        'error: there is 1 warning, and --max-warnings allows none [too-many-warnings]',
      );
      const json = await validate('other.yaml', '--max-warnings=0', '--format', 'json');
      expect(json.exitCode).to.equal(4);
      expect(json.stderr).to.contain('[too-many-warnings]');
      expect(() => void JSON.parse(json.stdout)).not.to.throw();
    });
  });

  describe('at the command line', () => {
    let sandbox: Sandbox;
    beforeEach(() => (sandbox = createSandbox()));
    afterEach(() => sandbox.dispose());

    for (const number of ['many', '1.5', '-2', '']) {
      it(`is refused: --max-warnings "${number}"`, async () => {
        sandbox.file('site.yml', GOOD);
        const run = await sandbox.run(['validate', 'site.yml', `--max-warnings=${number}`]);
        expect(run.exitCode).to.equal(4);
        expect(run.stderr).to.contain("error: option '--max-warnings <number>' argument");
      });
    }

    it('standard input is read as if it were a file of that name, which takes in what lies beside it', async () => {
      sandbox.file('books/part.yml', '- debug: { msg: "{{ nobody }}" }\n');
      const { stdout, exitCode } = await sandbox.run(['validate', '-', '--stdin-filename', 'books/new.yml'], {
        stdin: 'tasks:\n  - import_tasks: part.yml\n  - debug: { msg: "{{ somebody }}" }\n',
      });
      expect(exitCode).to.equal(4);
      expect(stdout).to.contain('books/part.yml:1:');
      expect(stdout).to.contain('books/new.yml:3:');
      expect(stdout).to.contain('books/new.yml: 2 errors');
      expect(sandbox.files().map(({ path }) => path)).not.to.include(
        join(sandbox.directory, 'books/new.yml'),
      );
    });

    it('a name for standard input needs standard input', async () => {
      sandbox.file('site.yml', GOOD);
      const run = await sandbox.run(['validate', 'site.yml', '--stdin-filename', 'a.yml']);
      expect(run.exitCode).to.equal(4);
      expect(run.stderr).to.contain('--stdin-filename needs the runbook "-"');
    });

    it('a file of standard input is never mended on the disk', async () => {
      const path = sandbox.file('site.yml', 'tasks: [{ debgu: { msg: disk } }]\n');
      await sandbox.run(['validate', '-', '--stdin-filename', 'site.yml', '--fix'], {
        stdin: 'tasks: [{ debgu: { msg: stdin } }]\n',
      });
      expect(path).to.equal(join(sandbox.directory, 'site.yml'));
      expect(sandbox.read('site.yml')).to.equal('tasks: [{ debgu: { msg: disk } }]\n');
    });
  });
});
