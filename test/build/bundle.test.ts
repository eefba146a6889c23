import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import { bugReport } from '../../src/diagnostics/bug-report.ts';
import { runnerVersion } from '../../src/package/runner-version.ts';
import { program, root } from '../harness/paths.ts';
import { createSandbox, type Sandbox } from '../harness/sandbox.ts';

const dist = join(program, '..');

describe('What ships', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.dispose());

  it('loads next to nothing to say its version', async () => {
    const sources = await loadedBy(['--version']);
    expect(sources).to.deep.equal([
      'src/cli/end-output.ts',
      'src/cli/main.ts',
      'src/cli/write-alone.ts',
      'src/package/runner-version.ts',
      'src/view/output.ts',
    ]);
  });

  it('loads for `validate` only what reading a runbook needs', async () => {
    sandbox.file('small.yml', 'tasks:\n  - debug: { msg: hello }\n');
    const sources = await loadedBy(['validate', 'small.yml']);
    const rooms = new Set(sources.map((source) => source.split('/', 2).join('/')));
    expect([...rooms].filter((room) => room.startsWith('src/')).sort()).to.deep.equal(
      [
        'src/catalog',
        'src/checks',
        'src/cli',
        'src/decisions',
        'src/diagnostics',
        'src/document',
        'src/expression',
        'src/files',
        'src/model',
        'src/package',
        'src/program',
        'src/rehearsal',
        'src/session',
        'src/text',
        'src/time',
        'src/values',
        'src/view',
      ].sort(),
    );
    // The cache's folder, and what writes to standard output whatever becomes of its reader.
    expect(sources.filter((source) => /^src\/(session|view)\//.test(source))).to.deep.equal([
      'src/session/find/cache-directory.ts',
      'src/view/output.ts',
    ]);
    const packages = sources.flatMap(
      (source) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? [],
    );
    expect([...new Set(packages)].sort()).to.deep.equal([
      'ajv',
      'ajv-formats',
      'commander',
      'fast-deep-equal',
      'yaml',
    ]);
    expect(sources.filter((source) => source.includes('ajv/dist/compile'))).to.deep.equal([]);
    expect(sources.filter((source) => source.includes('/formats/'))).to.deep.equal([
      'src/diagnostics/formats/findings.ts',
    ]);
  });

  it('loads what finds files by a pattern where there is one', async () => {
    sandbox.file('small.yml', 'tasks:\n  - debug: { msg: hello }\n');
    const sources = await loadedBy(['validate', '*.yml']);
    expect(sources.filter((source) => source.includes('node_modules/tinyglobby/'))).to.have.length(1);
  });

  it('keeps compiled code in the cache of the user', async () => {
    await validateWithCache();
    expect(existsSync(join(sandbox.directory, 'cache', 'compiled'))).to.equal(true);
  });

  if (!('enableCompileCache' in nodeModule)) {
    it('adds to the compiled code in three runs, and takes none that is damaged', async () => {
      for (let run = 1; run <= 3; run++) expect((await keptCode()).runs).to.equal(run);
      const { path, content } = await keptCode();
      expect(content.length).to.be.above(100_000);
      content.fill(0x55, content.length >> 1);
      writeFileSync(path, content);
      expect((await keptCode()).runs).to.equal(1);
    });

    it('keeps nothing of a run that went wrong', async () => {
      const { exitCode } = await sandbox.run(['validate', 'nothing.yml'], { env: cacheIn(sandbox) });
      expect(exitCode).to.equal(4);
      expect(existsSync(join(sandbox.directory, 'cache', 'compiled'))).to.equal(false);
    });
  }

  it('needs no cache', async () => {
    sandbox.file('small.yml', 'tasks:\n  - debug: { msg: hello }\n');
    const env = { RUNBOOK_CACHE_DIR: join(sandbox.file('not-a-folder', ''), 'cache') };
    const { exitCode, stdout, stderr } = await sandbox.run(['validate', 'small.yml'], { env });
    expect({ exitCode, stdout, stderr }).to.deep.equal({
      exitCode: 0,
      stdout: 'small.yml: valid (1 task, 0 parameters)\n',
      stderr: '',
    });
  });

  it('names the places of a bug in its sources', () => {
    const [chunk, line] = placeOf('function validateDocument(');
    const error = new Error('broken');
    error.stack = `Error: broken\n    at validateDocument (${chunk}:${line}:10)`;
    const places = /at validateDocument \((.*):(\d+):\d+\)/.exec(bugReport(error));
    expect(places?.[1]).to.equal('src/document/validate-document.ts');
    const source = readFileSync(join(root, 'src/document/validate-document.ts'), 'utf8').split('\n');
    expect(source[Number(places?.[2]) - 1]).to.contain('function validateDocument(');
  });

  it('works from its tarball in an empty folder, without any other package', async () => {
    const cwd = sandbox.directory;
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
    // Without its scripts, which would build anew what other tests are running.
    await execa('npm', ['pack', ...quiet, '--pack-destination', cwd], { cwd: root });
    sandbox.file('package.json', '{}');
    await execa('npm', ['install', ...quiet, '--offline', `./runbook-${runnerVersion}.tgz`], { cwd });
    const installed = join(cwd, 'node_modules', 'runbook');
    expect(readdirSync(join(cwd, 'node_modules')).filter((name) => !name.startsWith('.'))).to.deep.equal([
      'runbook',
    ]);
    const runbook = (...args: string[]) =>
      execa(process.execPath, [join(installed, 'dist', 'cli', 'main.js'), ...args], { cwd });
    expect((await runbook('--version')).stdout).to.equal(runnerVersion);
    expect((await runbook('schema', 'scenario')).stdout).to.contain('"$id": "scenario.schema.json"');
    expect((await runbook('validate', 'lync-backend.yml')).stdout).to.contain('lync-backend.yml: valid');
    const scenarios = await runbook('rehearse', 'lync-backend.yml', '--list-scenarios');
    expect(scenarios.stdout).to.contain('(default)');
    expect(readdirSync(join(installed, 'dist', 'cli'))).to.contain('third-party-licenses.txt');
  });

  async function validateWithCache(): Promise<void> {
    sandbox.file('small.yml', 'tasks:\n  - debug: { msg: hello }\n');
    const run = await sandbox.run(['validate', 'small.yml'], { env: cacheIn(sandbox) });
    expect(run).to.deep.include({ exitCode: 0, stderr: '' });
  }

  /** What has been kept after one more run. */
  async function keptCode(): Promise<{ path: string; runs: number; content: Buffer }> {
    await validateWithCache();
    const folder = join(sandbox.directory, 'cache', 'compiled', process.version);
    const path = join(folder, readdirSync(folder).join());
    const content = readFileSync(path);
    const { runs } = JSON.parse(content.toString('utf8', 0, content.indexOf('\n'))) as { runs: number };
    return { path, runs, content };
  }

  /** The source files of all chunks that a run has loaded, as V8 counts them for coverage. */
  async function loadedBy(args: readonly string[]): Promise<string[]> {
    const { exitCode } = await sandbox.run(args, {
      env: { NODE_V8_COVERAGE: join(sandbox.directory, 'coverage') },
    });
    expect(exitCode).to.equal(0);
    const reports = sandbox.files().filter(({ path }) => /coverage-.*\.json$/.test(path));
    const scripts = reports.flatMap(
      ({ content }) => (JSON.parse(content.toString()) as { result: { url: string }[] }).result,
    );
    const chunks = scripts.filter(({ url }) => url.startsWith('file:')).map(({ url }) => basename(url));
    return chunks.flatMap(sourcesOf).toSorted();
  }
});

function cacheIn({ directory }: Sandbox): Readonly<Record<string, string | undefined>> {
  return { RUNBOOK_CACHE_DIR: join(directory, 'cache'), NODE_V8_COVERAGE: undefined };
}

function sourcesOf(chunk: string): string[] {
  const map = join(dist, `${chunk}.map`);
  // A chunk that only hands on what is in another has none.
  if (!existsSync(map)) return [];
  const { sources } = JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] };
  return sources
    .map((source) => source.replace(/^(\.\.\/)+/, ''))
    .filter((source) => /^(src|node_modules)\//.test(source));
}

function placeOf(text: string): readonly [string, number] {
  for (const file of readdirSync(dist).filter((name) => name.endsWith('.js'))) {
    const lines = readFileSync(join(dist, file), 'utf8').split('\n');
    const index = lines.findIndex((line) => line.includes(text));
    if (index >= 0) return [join(dist, file), index + 1];
  }
  throw new Error(`no chunk has "${text}"`);
}
