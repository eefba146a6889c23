import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { STARTER_FILES } from '../../src/cli/init/starter-files.ts';
import { program, root } from '../harness/paths.ts';
import { createSandbox, said, type Sandbox } from '../harness/sandbox.ts';

const starter = join(root, 'starter');

function pathsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}

const contents = (folder: string) =>
  Object.fromEntries(pathsIn(folder).map((path) => [path, readFileSync(join(folder, path), 'utf8')]));

describe('runbook init', function () {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  it('writes every file of its starter, says so, and which three commands come next', async () => {
    const { exitCode, stdout, stderr } = await sandbox.run(['init']);
    expect([exitCode, stderr]).to.deep.equal([0, '']);
    const names = STARTER_FILES.map(({ path }) => path);
    expect(names.toSorted()).to.deep.equal(pathsIn(starter));
    expect(contents(sandbox.directory)).to.deep.equal(contents(starter));
    for (const name of names) expect(stdout).to.include(`  ${name.split('/').join(sep)} `);
    expect(stdout.trim().split('\n').slice(-4)).to.deep.equal([
      'next:',
      '  runbook validate make-room.yml',
      '  runbook rehearse make-room.yml',
      '  runbook plan make-room.yml --params-file params/make-room.yml',
    ]);
  });

  it('writes what validates without a word, and ends in each scenario as expected', async () => {
    await sandbox.run(['init']);
    const { stdout } = await sandbox.run(['validate', '.']);
    expect(stdout).to.equal('make-room.yml: valid (3 tasks, 2 parameters)\n');
    const rehearsed = await sandbox.run(['rehearse', 'make-room.yml', '--all']);
    expect(rehearsed.exitCode, said(rehearsed)).to.equal(0);
    expect(rehearsed.stdout).to.match(/\n3 passed, 0 failed \(.*\)\n$/);
    expect(rehearsed.stdout.match(/ended as expected/g)).to.have.length(3);
  });

  it('writes a CI file whose commands pass as they are', async function () {
    if (process.platform === 'win32') this.skip();
    await sandbox.run(['init']);
    const shim = sandbox.file('.bin/runbook', `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
    chmodSync(shim, 0o755);
    const { jobs } = parse(sandbox.read('.github/workflows/runbooks.yml')) as Workflow;
    const commands = jobs.check.steps.flatMap(({ run }) => run ?? []);
    const own = commands.filter((command) => command.startsWith('runbook '));
    expect(own).to.have.length(2);
    const env = { ...sandbox.environment, PATH: `${join(shim, '..')}:${process.env['PATH']}` };
    const bash = (command: string, variables = {}) =>
      execFileSync('bash', ['-euo', 'pipefail', '-c', command], {
        cwd: sandbox.directory,
        env: { ...env, ...variables },
        stdio: 'pipe',
      });
    for (const command of own) bash(command);
    // Nothing of the same name is taken from anywhere where nobody has said where it comes from.
    const [install = ''] = commands.filter((command) => command.startsWith('npm install'));
    expect(() => bash(install, { RUNBOOK_PACKAGE: '' })).to.throw(/set this variable of the repository/);
  });

  it('goes into a folder that is named, and makes it', async () => {
    const { stdout } = await sandbox.run(['init', 'of our/first one']);
    expect(contents(join(sandbox.directory, 'of our', 'first one'))).to.deep.equal(contents(starter));
    expect(stdout).to.include(`\nnext, in ${join('of our', 'first one')}:\n`);
  });

  it('overwrites nothing, and writes nothing where one of its files is there', async () => {
    sandbox.file('params/make-room.yml', 'mine');
    const run = await sandbox.run(['init']);
    expect([run.exitCode, run.stdout], said(run)).to.deep.equal([4, '']);
    expect(run.stderr).to.include(
      `error: "${join('params', 'make-room.yml')}" is there already, so nothing was written [file-exists]`,
    );
    expect(contents(sandbox.directory)).to.deep.equal({ 'params/make-room.yml': 'mine' });
  });

  it('does not write through a link that leads nowhere', async function () {
    if (process.platform === 'win32') this.skip();
    symlinkSync(join(sandbox.directory, 'elsewhere.yml'), join(sandbox.directory, 'make-room.yml'));
    const run = await sandbox.run(['init']);
    expect(run.exitCode, said(run)).to.equal(4);
    expect(run.stderr).to.include('"make-room.yml" is there already');
    expect(pathsIn(sandbox.directory)).to.deep.equal([]);
  });

  it('says what keeps it from writing, and what it has written by then', async () => {
    sandbox.file('taken', 'a file');
    const inFile = await sandbox.run(['init', 'taken']);
    expect([inFile.exitCode, inFile.stdout], said(inFile)).to.deep.equal([4, '']);
    expect(inFile.stderr).to.equal(
      `error: "${join('taken', 'make-room.yml')}" cannot be written: something else is in the way [cannot-write]\n`,
    );
    mkdirSync(join(sandbox.directory, 'half'));
    sandbox.file('half/params', 'a file');
    const half = await sandbox.run(['init', 'half']);
    expect(half.exitCode, said(half)).to.equal(4);
    expect(half.stdout).to.include(join('half', 'make-room.yml')).and.not.to.include('next');
    expect(half.stderr).to.include(`"${join('half', 'params', 'make-room.yml')}" cannot be written`);
    expect(sandbox.read('half/params')).to.equal('a file');
  });
});

interface Workflow {
  readonly jobs: { readonly check: { readonly steps: readonly { readonly run?: string }[] } };
}
