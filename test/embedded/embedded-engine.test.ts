import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { execa } from 'execa';
import {
  cacheDirectory,
  findOrBuildEmbeddedEngine,
  type EmbeddedEngineProblem,
} from '../../src/session/embedded-engine.ts';
import { engine } from './engine.ts';
import { ENGINE, fakeDotnet, type FakeDotnet } from './fake-dotnet.ts';

describe('finding or building the embedded engine', function () {
  this.timeout(180_000);
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'runbook-build-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('finds the built engine again without a word', async () => {
    const executable = await engine();
    const lines: string[] = [];
    const found = await findOrBuildEmbeddedEngine({ onProgress: (line) => lines.push(line) });
    expect(found).to.deep.equal({ executable, version: '7.6.9' });
    expect(lines).to.deep.equal([]);
  });

  it('keeps the cache where the platform keeps caches', () => {
    const home = { HOME: join('h', 'me') };
    expect(cacheDirectory(home, 'linux')).to.equal(join('h', 'me', '.cache', 'runbook'));
    expect(cacheDirectory({ ...home, XDG_CACHE_HOME: 'x' }, 'linux')).to.equal(join('x', 'runbook'));
    expect(cacheDirectory(home, 'darwin')).to.equal(join('h', 'me', 'Library', 'Caches', 'runbook'));
    expect(cacheDirectory({ LOCALAPPDATA: 'l' }, 'win32')).to.equal(join('l', 'runbook'));
    expect(cacheDirectory({}, 'linux')).to.equal(join(homedir(), '.cache', 'runbook'));
    expect(cacheDirectory({ ...home, RUNBOOK_CACHE_DIR: 'here' }, 'win32')).to.equal('here');
  });

  it('says what to do where there is no .NET', async () => {
    const problem = await problemWith({
      PATH: folder,
      HOME: folder,
      RUNBOOK_CACHE_DIR: join(folder, 'cache'),
    });
    expect(problem.code).to.equal('no-sdk');
    expect(problem.message).to.include('there is no .NET SDK on this machine');
    expect(problem.help).to.include('install the .NET SDK 10');
    expect(leftovers()).to.deep.equal([]);
  });

  it('says what to do where the cache cannot be written', async () => {
    writeFileSync(join(folder, 'cache'), 'a file, not a folder');
    const problem = await problemWith({ PATH: folder, RUNBOOK_CACHE_DIR: join(folder, 'cache') });
    expect(problem.code).to.equal('cache-unwritable');
    expect(problem.help).to.include('RUNBOOK_CACHE_DIR');
  });

  // The stand-in for the SDK is a shell script.
  if (process.platform === 'win32') return;

  it('builds once, and then finds', async () => {
    const { result, lines, calls } = await build({ sdks: ['8.0.100', '10.0.401'] });
    expect(result).to.deep.include({ version: '7.6.9' });
    expect(lines[0]).to.include('.NET SDK 10.0.401');
    expect(calls[1]).to.include('PublishReadyToRun=true');
    const again = await build({ sdks: [] });
    expect(again.result).to.deep.equal(result);
    expect(again.lines).to.deep.equal([]);
    expect(leftovers()).to.deep.equal([]);
  });

  it('builds again for other sources, and not for another README', async () => {
    const sources = join(folder, 'sources');
    cpSync(fileURLToPath(new URL('../../powershell/Embedded', import.meta.url)), sources, {
      recursive: true,
      filter: (path) => !/[/\\](bin|obj)$/.test(path),
    });
    const first = await build({ sdks: ['10.0.1'] }, { sources });
    writeFileSync(join(sources, 'README.md'), 'other words');
    expect((await build({ sdks: ['10.0.1'] }, { sources })).result).to.deep.equal(first.result);
    writeFileSync(join(sources, 'Host', 'New.cs'), '// new');
    expect((await build({ sdks: ['10.0.1'] }, { sources })).result).not.to.deep.equal(first.result);
  });

  it('says that the SDK is too old, and which one is there', async () => {
    const { problem } = await build({ sdks: ['6.0.400', '8.0.100'] });
    expect(problem).to.deep.include({ code: 'sdk-too-old' });
    expect(problem?.message).to.include('the newest one here is 8.0.100');
  });

  it('says that .NET without an SDK is none', async () => {
    const { problem } = await build({ sdks: [] });
    expect(problem?.code).to.equal('no-sdk');
  });

  it('does without the ahead-of-time compiler where it cannot be had', async () => {
    const { result, lines, calls } = await build({
      sdks: ['10.0.1'],
      publish: `case "$*" in *PublishReadyToRun=true*) echo "error NU1101: Unable to find package Microsoft.NETCore.App.Crossgen2.linux-x64"; exit 1 ;; esac; ${ENGINE}`,
    });
    expect(result).to.deep.include({ version: '7.6.9' });
    expect(lines.join('\n')).to.include('Without the ahead-of-time compiler');
    expect(calls.filter((call) => call.startsWith('publish'))).to.have.length(2);
  });

  it('says that packages cannot be fetched, with the build’s last lines', async () => {
    const { problem } = await build({
      sdks: ['10.0.1'],
      publish:
        'echo "x.csproj : error NU1301: Unable to load the service index for source https://api.nuget.org/v3/index.json. [/a/x.csproj]"; exit 1',
    });
    expect(problem?.code).to.equal('restore-failed');
    expect(problem?.help).to.include('NuGet.Config');
    expect(problem?.lastLines).to.equal(
      'x.csproj : error NU1301: Unable to load the service index for source https://api.nuget.org/v3/index.json.',
    );
    expect(leftovers()).to.deep.equal([]);
  });

  it('says that the build failed, with its last lines', async () => {
    const { problem } = await build({
      sdks: ['10.0.1'],
      publish: 'for i in $(seq 30); do echo "line $i"; done; exit 1',
    });
    expect(problem?.code).to.equal('build-failed');
    expect(problem?.lastLines?.split('\n')).to.have.length(10);
    expect(problem?.lastLines).to.match(/line 30$/);
  });

  it('does not take an engine that does not start', async () => {
    const { problem } = await build({
      sdks: ['10.0.1'],
      publish: `printf '#!/bin/sh\\necho broken >&2; exit 150\\n' > "$out/runbook-engine"; chmod +x "$out/runbook-engine"`,
    });
    expect(problem?.message).to.include('it does not start');
    expect(problem?.lastLines).to.equal('broken');
    expect(leftovers()).to.deep.equal([]);
  });

  it('ends the build and leaves nothing where it is interrupted', async () => {
    const controller = new AbortController();
    const started = join(folder, 'started');
    const pending = build(
      { sdks: ['10.0.1'], publish: `sleep 1000 & echo $! > '${started}'; wait` },
      { signal: controller.signal },
    );
    while (!existsSync(started) || readFileSync(started, 'utf8') === '') {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    controller.abort();
    const { problem } = await pending;
    expect(problem?.code).to.equal('interrupted');
    expect(leftovers()).to.deep.equal([]);
    const sleeper = Number(readFileSync(started, 'utf8'));
    while (isAlive(sleeper)) await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it('does not take an interrupted build of another run for an engine', async () => {
    mkdirSync(join(folder, 'cache', 'embedded', '.build-abandoned', 'out'), { recursive: true });
    const { result } = await build({ sdks: ['10.0.1'] });
    expect(result).to.deep.include({ version: '7.6.9' });
  });

  it('builds again where the engine is damaged or its .NET has gone', async () => {
    const first = await build({ sdks: ['10.0.1'] });
    if (!('executable' in first.result)) throw new Error('not built');
    const { executable } = first.result;
    unlinkSync(executable);
    expect((await build({ sdks: ['10.0.1'] })).lines).to.have.length(2);
    rmSync(join(executable, '..', 'dotnet'));
    expect((await build({ sdks: ['10.0.1'] })).lines).to.have.length(2);
    expect((await build({ sdks: ['10.0.1'] })).lines).to.deep.equal([]);
  });

  it('is safe when two processes build at once', async () => {
    // Each build waits until the other has begun: both build, and the one that is done last finds the place taken.
    const meet = `echo x >> '${folder}/meeting'; while [ "$(wc -l < '${folder}/meeting')" -lt 2 ]; do sleep 0.05; done`;
    const environment = fakeDotnet(folder, { sdks: ['10.0.1'], publish: `${meet}; ${ENGINE}` });
    const child = fileURLToPath(new URL('build-in-child.ts', import.meta.url));
    const runs = await Promise.all(
      [1, 2].map(() =>
        execa(process.execPath, ['--import', import.meta.resolve('tsx'), child], {
          env: environment,
          extendEnv: false,
        }),
      ),
    );
    const [one, two] = runs.map(({ stdout }) => JSON.parse(stdout) as { result: unknown; built: boolean });
    expect(one?.built).to.equal(true);
    expect(two?.built).to.equal(true);
    expect(one?.result).to.deep.equal(two?.result);
    expect(one?.result).to.have.property('version', '7.6.9');
    expect(readdirSync(join(folder, 'cache', 'embedded'))).to.have.length(1);
  });

  it('removes engines that nobody used for 30 days', async () => {
    const embedded = join(folder, 'cache', 'embedded');
    const day = 24 * 3600;
    for (const [name, days] of [
      ['old', 31],
      ['young', 29],
    ] as const) {
      mkdirSync(join(embedded, name), { recursive: true });
      writeFileSync(join(embedded, name, 'engine.json'), '{}');
      const then = Date.now() / 1000 - days * day;
      utimesSync(join(embedded, name, 'engine.json'), then, then);
    }
    await build({ sdks: ['10.0.1'] });
    expect(readdirSync(embedded)).to.include('young').and.not.include('old');
  });

  it('hides the settings of the surroundings from the build', async () => {
    const { calls } = await build(
      {
        sdks: ['10.0.1'],
        publish: `echo "platform=[$Platform] reuse=[$MSBUILDDISABLENODEREUSE]" >> '${folder}/calls'; cat global.json >> '${folder}/calls'; ${ENGINE}`,
      },
      { variables: { Platform: 'BNB' } },
    );
    expect(calls.join('\n')).to.include('platform=[] reuse=[1]').and.to.include('latestMajor');
    expect(calls[1]).to.include('-nodeReuse:false').and.to.include('ImportDirectoryBuildProps=false');
  });

  async function problemWith(environment: Record<string, string>): Promise<EmbeddedEngineProblem> {
    const result = await findOrBuildEmbeddedEngine({ onProgress: () => undefined, environment });
    if (!('problem' in result)) throw new Error('built');
    return result.problem;
  }

  async function build(
    dotnet: FakeDotnet,
    options: {
      readonly sources?: string;
      readonly signal?: AbortSignal;
      readonly variables?: Record<string, string>;
    } = {},
  ) {
    const lines: string[] = [];
    rmSync(join(folder, 'calls'), { force: true });
    const { variables, ...rest } = options;
    const environment = { ...fakeDotnet(folder, dotnet), ...variables };
    const result = await findOrBuildEmbeddedEngine({
      onProgress: (line) => lines.push(line),
      environment,
      ...rest,
    });
    const calls = existsSync(join(folder, 'calls'))
      ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
      : [];
    return { result, problem: 'problem' in result ? result.problem : undefined, lines, calls };
  }

  /** What unfinished builds left in the cache. */
  function leftovers(): string[] {
    const embedded = join(folder, 'cache', 'embedded');
    return existsSync(embedded) ? readdirSync(embedded).filter((name) => name.startsWith('.')) : [];
  }
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
