import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { findPowerShell, type PowerShellSearch } from '../../../src/session/find/find-powershell.ts';
import { fakeDotnet } from './fake-dotnet.ts';

const suffix = process.platform === 'win32' ? '.exe' : '';

describe('the search for PowerShell', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'runbook-find-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Programs in a folder each; gives the PATH. */
  function programs(...names: readonly string[]): string {
    const bin = join(folder, 'path');
    mkdirSync(bin, { recursive: true });
    for (const name of names) program(join(bin, name));
    return bin;
  }

  function program(path: string): string {
    writeFileSync(`${path}${suffix}`, '');
    chmodSync(`${path}${suffix}`, 0o755);
    return `${path}${suffix}`;
  }

  const find = (search: Partial<PowerShellSearch>) =>
    findPowerShell({
      environment: {},
      rehearsal: false,
      install: false,
      onProgress: () => undefined,
      ...search,
    });

  async function found(search: Partial<PowerShellSearch>): Promise<string> {
    const result = await find(search);
    if ('problem' in result) return result.problem.code;
    return `${result.origin}: ${result.powershell.executable
      .slice(folder.length + 1)
      .replaceAll('\\', '/')
      .replace('.exe', '')}`;
  }

  it('takes --powershell before RUNBOOK_POWERSHELL, and that before PATH', async () => {
    const PATH = programs('pwsh');
    const environment = { PATH, RUNBOOK_POWERSHELL: program(join(folder, 'named')) };
    expect(await found({ environment, explicit: program(join(folder, 'explicit')) })).to.equal(
      '--powershell: explicit',
    );
    expect(await found({ environment })).to.equal('RUNBOOK_POWERSHELL: named');
    expect(await found({ environment: { PATH, RUNBOOK_POWERSHELL: '' } })).to.equal('PATH: path/pwsh');
  });

  it('takes nothing else where what is named is not there', async () => {
    const environment = { PATH: programs('pwsh'), HOME: folder };
    const result = await find({ environment, explicit: join(folder, 'absent') });
    expect('problem' in result && result.problem.message).to.include('which --powershell names');
    expect(await found({ environment: { ...environment, RUNBOOK_POWERSHELL: 'absent' } })).to.equal(
      'powershell-not-found',
    );
  });

  it("takes the edition's program, and without an edition pwsh before powershell", async () => {
    const environment = { PATH: programs('pwsh', 'powershell'), HOME: folder };
    expect(await found({ environment })).to.equal('PATH: path/pwsh');
    expect(await found({ environment, edition: 'core' })).to.equal('PATH: path/pwsh');
    expect(await found({ environment, edition: 'desktop' })).to.equal('PATH: path/powershell');
    rmSync(join(folder, 'path', `pwsh${suffix}`));
    expect(await found({ environment })).to.equal('PATH: path/powershell');
    expect(await found({ environment, edition: 'core' })).to.equal('powershell-not-installed');
  });

  it('applies a desktop runbook with nothing but Windows PowerShell, and rehearses it with anything', async () => {
    const environment = { PATH: programs('pwsh') };
    const result = await find({ environment, edition: 'desktop', install: true });
    expect('problem' in result && result.problem.message).to.include('needs Windows PowerShell');
    expect(await found({ environment, edition: 'desktop', rehearsal: true })).to.equal('PATH: path/pwsh');
  });

  it('does not install anything where that is not wanted', async () => {
    const environment = { PATH: programs(), RUNBOOK_CACHE_DIR: join(folder, 'cache') };
    expect(await found({ environment })).to.equal('powershell-not-installed');
  });

  it('says how to get one where there is none to be had', async () => {
    const environment = { PATH: programs(), HOME: folder, RUNBOOK_CACHE_DIR: join(folder, 'cache') };
    const result = await find({ environment, install: true });
    if (!('problem' in result)) throw new Error('found');
    expect(result.problem.code).to.equal('powershell-not-found');
    expect(result.problem.message).to.include('there is no PowerShell on PATH').and.include('no .NET SDK');
    expect(result.problem.help)
      .to.include('.NET SDK 10')
      .and.include('install PowerShell 7')
      .and.include('--powershell');
  });

  // The stand-in for the SDK is a shell script.
  if (process.platform === 'win32') return;

  it("takes the runner's own copy last, installing it", async () => {
    const environment = fakeDotnet(folder, { sdks: ['10.0.401'] });
    const lines: string[] = [];
    const search = { environment, install: true, onProgress: (line: string) => lines.push(line) };
    for (const edition of [undefined, 'core'] as const) {
      expect(await found({ ...search, edition })).to.equal('own copy: dotnet/dotnet');
    }
    expect(lines).to.have.length(2);
    expect(await found({ environment, edition: 'desktop', rehearsal: true })).to.equal(
      'own copy: dotnet/dotnet',
    );
    expect(await found({ environment, edition: 'desktop' })).to.equal('powershell-not-found');
  });

  it('gives the last lines of an installation that failed', async () => {
    const environment = fakeDotnet(folder, { sdks: ['10.0.1'], install: 'echo it is raining; exit 1' });
    const result = await find({ environment, install: true });
    expect('problem' in result && result.problem.message).to.match(/could not install it\nit is raining$/);
  });
});
