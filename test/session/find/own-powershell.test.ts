import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
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
import { cacheDirectory } from '../../../src/session/find/cache-directory.ts';
import { findOrInstallOwnPowerShell } from '../../../src/session/find/own-powershell.ts';
import type { OwnPowerShellProblem } from '../../../src/session/find/own-powershell-problem.ts';
import { programText } from '../../../src/session/find/powershell-program.ts';
import { ends } from '../../harness/leftovers.ts';
import { fakeDotnet, POWERSHELL, type FakeDotnet } from './fake-dotnet.ts';

describe("the runner's own PowerShell", function () {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'runbook-own-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('comes from NuGet, complete, and is found again without a word', async () => {
    const temporary = join(folder, 'tmp');
    mkdirSync(temporary);
    const environment = {
      ...process.env,
      RUNBOOK_CACHE_DIR: join(folder, 'cache'),
      TMPDIR: temporary,
      TEMP: temporary,
      TMP: temporary,
    };
    const lines: string[] = [];
    const onProgress = (line: string) => lines.push(line);
    const own = await findOrInstallOwnPowerShell({ onProgress, environment });
    if ('problem' in own) throw new Error(`${own.problem.message}\n${own.problem.lastLines ?? ''}`);
    expect(lines).to.have.length(2);
    expect(lines[0]).to.match(/^Getting PowerShell 7\.6\.9 from NuGet with the \.NET SDK \d/);
    expect(lines[1]).to.match(/^PowerShell 7\.6\.9 is installed \(\d+ s\): /);
    expect(programText(own).startsWith(join(folder, 'cache', 'powershell'))).to.equal(true);
    const script =
      '"$($PSVersionTable.PSVersion) $((Get-Command Restart-Service).Name) $((Get-Process -Id $PID).Id -eq $PID)"';
    const { stdout, pid } = await started(own, ['-NoProfile', '-Command', `${script}; $PID`]);
    // No process between: the one that was started is PowerShell.
    const windowsOnly = process.platform === 'win32' ? 'Restart-Service' : '';
    expect(stdout.split(/\r?\n/)).to.deep.equal([`7.6.9 ${windowsOnly} True`, String(pid)]);
    expect(leftovers()).to.deep.equal([]);
    expect(readdirSync(temporary).filter((name) => !name.startsWith('NuGetScratch'))).to.deep.equal([]);

    expect(await findOrInstallOwnPowerShell({ onProgress, environment })).to.deep.equal(own);
    expect(lines).to.have.length(2);
  });

  it('is kept where the platform keeps caches', () => {
    const home = { HOME: join('h', 'me') };
    expect(cacheDirectory(home, 'linux')).to.equal(join('h', 'me', '.cache', 'runbook'));
    expect(cacheDirectory({ ...home, XDG_CACHE_HOME: 'x' }, 'linux')).to.equal(join('x', 'runbook'));
    expect(cacheDirectory(home, 'darwin')).to.equal(join('h', 'me', 'Library', 'Caches', 'runbook'));
    expect(cacheDirectory({ LOCALAPPDATA: 'l' }, 'win32')).to.equal(join('l', 'runbook'));
    expect(cacheDirectory({}, 'linux')).to.equal(join(homedir(), '.cache', 'runbook'));
    expect(cacheDirectory({ ...home, RUNBOOK_CACHE_DIR: 'here' }, 'win32')).to.equal('here');
  });

  it('is not to be had without .NET, and what to do is said', async () => {
    const environment = { PATH: folder, HOME: folder, RUNBOOK_CACHE_DIR: join(folder, 'cache') };
    const problem = problemOf(await findOrInstallOwnPowerShell({ onProgress: () => undefined, environment }));
    expect(problem.code).to.equal('no-sdk');
    expect(problem.message).to.include('there is no .NET SDK on this machine');
    expect(problem.help).to.include('install the .NET SDK 10');
    expect(leftovers()).to.deep.equal([]);
  });

  it('is not to be had where the cache cannot be written', async () => {
    writeFileSync(join(folder, 'cache'), 'a file, not a folder');
    const environment = { PATH: folder, RUNBOOK_CACHE_DIR: join(folder, 'cache') };
    const problem = problemOf(await findOrInstallOwnPowerShell({ onProgress: () => undefined, environment }));
    expect(problem.code).to.equal('cache-unwritable');
    expect(problem.message).to.include(join(folder, 'cache'));
    expect(problem.help).to.include('RUNBOOK_CACHE_DIR');
  });

  // The stand-in for the SDK is a shell script.
  if (process.platform === 'win32') return;

  it('is installed once, and then found', async () => {
    const { own, lines, calls } = await install({ sdks: ['8.0.100', '10.0.401'] });
    expect(lines[0]).to.include('.NET SDK 10.0.401').and.to.include('43 MB');
    expect(calls[1]).to.match(/^tool install --tool-path \S+ PowerShell --version 7\.6\.9$/);
    expect(own!.executable).to.equal(join(folder, 'dotnet', 'dotnet'));
    const again = await install({ sdks: [] });
    expect(again).to.deep.equal({ own, problem: undefined, lines: [], calls: [] });
    expect(leftovers()).to.deep.equal([]);
  });

  it('has nothing in its folder but PowerShell for this platform', async () => {
    const { own } = await install({ sdks: ['10.0.401'] });
    expect(readdirSync(join(programText(own!), '..')).toSorted()).to.deep.equal(['pwsh.dll', 'runbook.json']);
  });

  it('needs a .NET SDK that is new enough', async () => {
    const { problem } = await install({ sdks: ['6.0.400', '8.0.100'] });
    expect(problem).to.deep.include({ code: 'sdk-too-old' });
    expect(problem?.message).to.include('the newest one here is 8.0.100');
    expect((await install({ sdks: [] })).problem?.code).to.equal('no-sdk');
  });

  for (const [what, said] of [
    [
      'no network',
      'Unhandled exception: Unable to load the service index for source https://api.nuget.org/v3/index.json.',
    ],
    [
      'a source that does not have it',
      'Version 7.6.9 of package powershell is not found in NuGet feeds /mirror.',
    ],
    ['no source', 'No NuGet sources are defined or enabled'],
  ] as const) {
    it(`says what to do where there is ${what}`, async () => {
      const { problem } = await install({ sdks: ['10.0.1'], install: `echo '${said}' >&2; exit 1` });
      expect(problem?.code).to.equal('package-unreachable');
      expect(problem?.help).to.include('https://api.nuget.org').and.to.include('NuGet.Config');
      expect(problem?.lastLines).to.equal(said);
      expect(leftovers()).to.deep.equal([]);
    });
  }

  it('says what to do where the cache is full, before and while it is filled', async () => {
    const before = await install({ sdks: ['10.0.1'] }, { freeSpace: () => Promise.resolve(17.9) });
    expect(before.problem?.code).to.equal('cache-full');
    expect(before.problem?.message).to.include('where 17 MB are free');
    expect(before.problem?.help).to.include('250 MB').and.to.include('RUNBOOK_CACHE_DIR');
    expect(before.calls).to.deep.equal([]);
    const said = "The process cannot access the file: No space left on device : '/x'";
    const meanwhile = await install({ sdks: ['10.0.1'], install: `echo "${said}"; exit 1` });
    expect(meanwhile.problem).to.deep.include({ code: 'cache-full', lastLines: said });
    expect(leftovers()).to.deep.equal([]);
  });

  it('says that it could not be installed, with the last lines', async () => {
    const { problem } = await install({
      sdks: ['10.0.1'],
      install: 'for i in $(seq 30); do echo "line $i"; done; exit 1',
    });
    expect(problem?.code).to.equal('install-failed');
    expect(problem?.lastLines?.split('\n')).to.have.length(10);
    expect(problem?.lastLines).to.match(/line 30$/);
  });

  it('is not taken where it does not start, or is another version', async () => {
    const broken = await install({ sdks: ['10.0.1'], start: 'echo broken >&2; exit 150' });
    expect(broken.problem).to.deep.include({ code: 'does-not-start', lastLines: 'broken' });
    const other = await install({ sdks: ['10.0.1'], start: 'echo 7.5.0' });
    expect(other.problem?.code).to.equal('does-not-start');
    const empty = await install({ sdks: ['10.0.1'], install: ':' });
    expect(empty.problem?.code).to.equal('does-not-start');
    expect(leftovers()).to.deep.equal([]);
  });

  it('leaves nothing where its installation is interrupted', async () => {
    const controller = new AbortController();
    const begun = join(folder, 'begun');
    const pending = install(
      { sdks: ['10.0.1'], install: `sleep 1000 & echo $! > '${begun}'; wait` },
      { signal: controller.signal },
    );
    while (!existsSync(begun) || readFileSync(begun, 'utf8') === '') {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    controller.abort();
    expect((await pending).problem?.code).to.equal('interrupted');
    expect(leftovers()).to.deep.equal([]);
    expect(await ends(Number(readFileSync(begun, 'utf8')))).to.equal(true);
  });

  it('is not what an interrupted installation of another run has left', async () => {
    mkdirSync(join(folder, 'cache', 'powershell', '.install-abandoned', 'powershell'), { recursive: true });
    expect((await install({ sdks: ['10.0.1'] })).lines).to.have.length(2);
  });

  it('is installed again where it is damaged or its .NET has gone', async () => {
    const { own } = await install({ sdks: ['10.0.1'] });
    unlinkSync(programText(own!));
    expect((await install({ sdks: ['10.0.1'] })).lines).to.have.length(2);
    const mark = join(programText(own!), '..', 'runbook.json');
    writeFileSync(mark, JSON.stringify({ dotnet: join(folder, 'gone', 'dotnet') }));
    expect((await install({ sdks: ['10.0.1'] })).lines).to.have.length(2);
    writeFileSync(mark, '{ half');
    expect((await install({ sdks: ['10.0.1'] })).lines).to.have.length(2);
    expect((await install({ sdks: ['10.0.1'] })).lines).to.deep.equal([]);
    expect(leftovers()).to.deep.equal([]);
  });

  it('can be installed by two runs at once', async () => {
    // Each waits until the other has begun: both install, and the one that is done last finds the place taken.
    const meet = `echo x >> '${folder}/meeting'; while [ "$(wc -l < '${folder}/meeting')" -lt 2 ]; do sleep 0.05; done`;
    const environment = fakeDotnet(folder, { sdks: ['10.0.1'], install: `${meet}; ${POWERSHELL}` });
    const child = fileURLToPath(new URL('install-in-child.ts', import.meta.url));
    const runs = await Promise.all(
      [1, 2].map(() =>
        execa(process.execPath, ['--import', import.meta.resolve('tsx'), child], {
          env: environment,
          extendEnv: false,
        }),
      ),
    );
    const [one, two] = runs.map(
      ({ stdout }) => JSON.parse(stdout) as { result: unknown; installed: boolean },
    );
    expect([one?.installed, two?.installed]).to.deep.equal([true, true]);
    expect(one?.result).to.deep.equal(two?.result);
    expect(one?.result).to.have.property('arguments');
    expect(readdirSync(join(folder, 'cache', 'powershell'))).to.have.length(1);
  });

  it('takes the place of copies that nobody used for 30 days', async () => {
    const copies = join(folder, 'cache', 'powershell');
    const day = 24 * 3600;
    for (const [name, days] of [
      ['old', 31],
      ['young', 29],
    ] as const) {
      mkdirSync(join(copies, name), { recursive: true });
      writeFileSync(join(copies, name, 'runbook.json'), '{}');
      const then = Date.now() / 1000 - days * day;
      utimesSync(join(copies, name, 'runbook.json'), then, then);
    }
    await install({ sdks: ['10.0.1'] });
    expect(readdirSync(copies)).to.include('young').and.not.include('old');
  });

  it('is installed without what the surroundings would have a say in', async () => {
    const note = `echo "platform=[$Platform] nologo=[$DOTNET_NOLOGO] telemetry=[$DOTNET_CLI_TELEMETRY_OPTOUT]" >> '${folder}/calls'; cat global.json >> '${folder}/calls'`;
    const { calls } = await install(
      {
        sdks: ['10.0.1'],
        install: `${note}; ${POWERSHELL}`,
        start: `echo "optout=[$POWERSHELL_TELEMETRY_OPTOUT] check=[$POWERSHELL_UPDATECHECK]" >> '${folder}/calls'; echo 7.6.9`,
      },
      { variables: { Platform: 'BNB' } },
    );
    const said = calls.join('\n');
    expect(said).to.include('platform=[] nologo=[1] telemetry=[1]').and.to.include('latestMajor');
    expect(said).to.include('optout=[1] check=[Off]');
  });

  async function install(
    dotnet: FakeDotnet,
    options: {
      readonly signal?: AbortSignal;
      readonly freeSpace?: () => Promise<number>;
      readonly variables?: Record<string, string>;
    } = {},
  ) {
    const lines: string[] = [];
    rmSync(join(folder, 'calls'), { force: true });
    const { variables, ...rest } = options;
    const environment = { ...fakeDotnet(folder, dotnet), ...variables };
    const result = await findOrInstallOwnPowerShell({
      onProgress: (line) => lines.push(line),
      environment,
      ...rest,
    });
    const calls = existsSync(join(folder, 'calls'))
      ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
      : [];
    const own = 'problem' in result ? undefined : result;
    return { own, problem: 'problem' in result ? result.problem : undefined, lines, calls };
  }

  /** What unfinished installations left in the cache. */
  function leftovers(): string[] {
    const copies = join(folder, 'cache', 'powershell');
    return existsSync(copies) ? readdirSync(copies).filter((name) => name.startsWith('.')) : [];
  }
});

function problemOf(result: Awaited<ReturnType<typeof findOrInstallOwnPowerShell>>): OwnPowerShellProblem {
  if (!('problem' in result)) throw new Error('it was installed');
  return result.problem;
}

async function started(
  { executable, arguments: leading }: { readonly executable: string; readonly arguments: readonly string[] },
  args: readonly string[],
) {
  const child = execa(executable, [...leading, ...args], { stdin: 'ignore' });
  const { stdout } = await child;
  return { stdout, pid: child.pid };
}
