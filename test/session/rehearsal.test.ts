import { expect } from 'chai';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LiveSession } from '../../src/session/live-session.ts';
import { openSession } from '../../src/session/open-session.ts';
import { SessionUnavailable } from '../../src/session/session.ts';
import { cmdletCall, output, scriptCall, testPowerShell } from './test-session.ts';

const STANDINS = `
function Get-Mailbox {
    [CmdletBinding()] param([string] $Name)
    Add-RehearsalTime -Seconds 2
    # Base commands of every kind work inside of a stand-in.
    $here = Test-Path -LiteralPath $env:RUNBOOK_REHEARSAL
    "$Name $here $(Get-Inner)"
}
function Get-Service { [CmdletBinding()] param([string] $Name) [pscustomobject] @{ Name = $Name; Status = 'Stopped' } }
function Get-Inner { (Get-Process -Id $PID).Id -eq $PID }
Export-ModuleMember -Function Get-Mailbox, Get-Service
`;

describe('a rehearsal session', () => {
  let folder: string;
  let session: LiveSession;
  const options = async (modules: readonly string[]) => ({
    powershell: await testPowerShell(),
    requirements: { modules, edition: 'desktop', version: '3.0' } as const,
    rehearsal: { directory: join(folder, 'rehearsal'), stateDirectory: join(folder, 'state') },
  });
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runbook rehearsal '));
    mkdirSync(join(folder, 'rehearsal'));
    mkdirSync(join(folder, 'state'));
    writeFileSync(join(folder, 'rehearsal', 'Exchange.psm1'), STANDINS);
    session = await openSession(await options(['Exchange']));
  });
  after(async () => {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const refused = async (script: string, command: string) => {
    const result = await session.invoke(scriptCall(script));
    expect(result.state, script).to.equal('failed');
    expect(result.errors[0]!.message, script).to.equal(
      `The rehearsal has no stand-in for the command '${command}'. Add a function with this name to a module in ${join(folder, 'rehearsal')}`,
    );
  };

  it('runs the stand-ins, which have base commands and the support module', async () => {
    const call = cmdletCall('Get-Mailbox', { parameters: { Name: 'ann' } });
    expect((await session.invoke(call)).output).to.deep.equal(['ann True True']);
    expect(readFileSync(join(folder, 'state', 'clock'), 'utf8')).to.equal('2');
    expect(
      await output(session, `(Get-Service w3svc).Status; 1..2 | ForEach-Object { Get-Mailbox $_ }`),
    ).to.deep.equal(['Stopped', '1 True True', '2 True True']);
  });

  it('runs the base commands that touch nothing', async () => {
    const script = `Write-Output (1, 2 | Measure-Object -Sum).Sum; (Get-Date).Year -gt 2000; @{ a = 1 } | ConvertTo-Json -Compress; 3, 1 | Sort-Object | Select-Object -First 1; Join-Path a b | Split-Path -Leaf`;
    expect(await output(session, script)).to.deep.equal([3, true, '{"a":1}', 1n, 'b']);
  });

  it('knows no other command, wherever a script asks for it', async () => {
    const file = join(folder, 'precious');
    writeFileSync(file, 'x');
    const remove = `Remove-Item -LiteralPath '${file}'`;
    await refused(remove, 'Remove-Item');
    await refused(`& { ${remove} }`, 'Remove-Item');
    await refused(`function Clear-It { ${remove} }; Clear-It`, 'Remove-Item');
    await refused(`1 | ForEach-Object { ${remove} }`, 'Remove-Item');
    await refused(`$name = 'Remove-Item'; & { & $name '${file}' }`, 'Remove-Item');
    await refused(`function f { 1 | Where-Object { ${remove} } }; f`, 'Remove-Item');
    await session.invoke(scriptCall(`'b', 'a' | Sort-Object { ${remove} }`));
    await refused('Import-Module Microsoft.PowerShell.Management', 'Import-Module');
    await refused(`Invoke-Expression "${remove}"`, 'Invoke-Expression');
    await refused('Add-RehearsalTime -Seconds 1', 'Add-RehearsalTime');
    await refused('Get-Inner', 'Get-Inner');
    expect(existsSync(file)).to.equal(true);
  });

  it('knows no other cmdlet of a task', async () => {
    const result = await session.invoke(cmdletCall('Restart-Computer'));
    expect(result.errors[0]!.message).to.match(
      /^The rehearsal has no stand-in for the command 'Restart-Computer'\. Add/,
    );
    const module = await session.invoke({
      ...cmdletCall('x'),
      command: { kind: 'cmdlet', name: 'Remove-Item', module: 'Microsoft.PowerShell.Management' },
    });
    expect(module.errors[0]!.message).to.contain('no stand-in');
  });

  it('starts no native program', async () => {
    const program = process.platform === 'win32' ? 'whoami.exe' : 'id';
    for (const script of [program, `& { ${program} }`, `function f { ${program} }; f`]) {
      const result = await session.invoke(scriptCall(script));
      expect(result.state, script).to.equal('failed');
      expect(result.errors[0]!.message, script).to.contain(`no stand-in for the command '${program}'`);
    }
  });

  it('holds the same back from a script that was read from a file', async () => {
    const bait = join(folder, 'bait');
    writeFileSync(bait, 'x');
    const run = (text: string) =>
      session.invoke({
        ...scriptCall(text),
        command: { kind: 'script', text, path: join(folder, 'scripts', 'task.ps1') },
      });
    const remove = `Remove-Item -LiteralPath '${bait}'`;
    for (const [script, words] of [
      [remove, "no stand-in for the command 'Remove-Item'"],
      [`& { ${remove} }`, "no stand-in for the command 'Remove-Item'"],
      [`function Clear-It { ${remove} }; Clear-It`, "no stand-in for the command 'Remove-Item'"],
      [`1 | ForEach-Object { ${remove} }`, "no stand-in for the command 'Remove-Item'"],
      [`[IO.File]::Delete('${bait}')`, 'holds .NET back'],
      [`try { [IO.File]::Delete('${bait}') } catch { }`, 'holds .NET back'],
      [`(Get-Item '${bait}').Delete()`, 'holds .NET back'],
      [`& { [IO.File]::Delete('${bait}') }`, 'holds .NET back'],
      [`1 | ForEach-Object { [IO.File]::Delete('${bait}') }`, 'holds .NET back'],
      [`function Clear-File { [IO.File]::Delete('${bait}') }; Clear-File`, 'holds .NET back'],
      [`#Requires -Modules Lync\n'ran'`, 'no stand-in for it: there is no Lync.psm1'],
    ] as const) {
      const result = await run(script);
      expect(result.state, script).to.equal('failed');
      expect(result.errors[0]!.message, script).to.contain(words);
    }
    expect(existsSync(bait)).to.equal(true);
    const known = await run(
      `#Requires -Modules Exchange\nfunction Get-Own { "own $PSScriptRoot" }; Get-Own; Split-Path $PSCommandPath -Leaf; (Get-Mailbox ann) | Format-Table; $Runbook.Changed = $false`,
    );
    expect([known.errors.map((error) => error.message), known.output]).to.deep.equal([
      [],
      [`own ${join(folder, 'scripts')}`, 'task.ps1', 'ann True True'],
    ]);
    expect(known.runbook.changed).to.equal(false);
  });

  it("runs a script's own functions", async () => {
    const script = `function Get-Own { "own $(Get-Nested)" }; function Get-Nested { 'nested' }; Get-Own; & { Get-Own }`;
    expect(await output(session, script)).to.deep.equal(['own nested', 'own nested']);
  });

  it('needs a stand-in for every module of the runbook', async () => {
    const error = await openSession(await options(['Exchange', 'Lync'])).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(SessionUnavailable);
    expect((error as SessionUnavailable).code).to.equal('rehearsal-module');
    expect((error as SessionUnavailable).message).to.equal(
      `The rehearsal has no stand-in for the module 'Lync': there is no Lync.psm1 in ${join(folder, 'rehearsal')}`,
    );
  });

  it('says which stand-in cannot be imported', async () => {
    const broken = join(folder, 'rehearsal', 'Broken.psm1');
    writeFileSync(broken, 'function {');
    const error = await openSession(await options([])).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    rmSync(broken);
    expect((error as SessionUnavailable).code).to.equal('rehearsal-module');
    expect((error as SessionUnavailable).message).to.contain(`${broken} could not be imported`);
  });
});
