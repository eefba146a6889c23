import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { engine, runEngine } from './engine.ts';

describe('the embedded engine’s options', function () {
  this.timeout(180_000);
  let folder = '';
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runbook-options-'));
    await engine();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function script(name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  }

  it('says its version as pwsh does', async () => {
    for (const option of ['-Version', '-v', '--VERSION', '/version']) {
      expect(await runEngine([option])).to.deep.equal({
        exitCode: 0,
        stdout: 'PowerShell 7.6.9',
        stderr: '',
      });
    }
  });

  it('shows its options with -Help', async () => {
    const { exitCode, stdout } = await runEngine(['-?']);
    expect(exitCode).to.equal(0);
    expect(stdout).to.include('-EncodedCommand');
  });

  it('takes option names in any case and any prefix that pwsh takes', async () => {
    for (const options of [
      ['-NoLogo', '-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-Command'],
      ['-nol', '-nop', '-noni', '-ex', 'Bypass', '-c'],
      ['--nologo', '/noprofile', '-ep', 'Bypass', '-OutputFormat', 'text', '-inputformat', 'TEXT', '-C'],
    ]) {
      expect(await runEngine([...options, '1 +', '1'])).to.deep.equal({
        exitCode: 0,
        stdout: '2',
        stderr: '',
      });
    }
  });

  it('refuses an option that does not exist with code 64', async () => {
    const { exitCode, stdout, stderr } = await runEngine(['-Foo', '-Command', '1']);
    expect(exitCode).to.equal(64);
    expect(stdout).to.equal('');
    expect(stderr).to.match(/^The option '-Foo' does not exist\.\nUsage: /);
  });

  it('refuses an option of pwsh that it does not have, by its name', async () => {
    const { exitCode, stderr } = await runEngine(['-ConfigurationName', 'x']);
    expect(exitCode).to.equal(64);
    expect(stderr).to.include("'-ConfigurationName' is one of pwsh that the embedded engine does not have");
  });

  it('refuses an option without its value', async () => {
    for (const option of ['-Command', '-File', '-EncodedCommand', '-WorkingDirectory', '-ExecutionPolicy']) {
      const { exitCode, stderr } = await runEngine([option]);
      expect([option, exitCode]).to.deep.equal([option, 64]);
      expect(stderr).to.include('requires');
    }
    expect((await runEngine(['-OutputFormat', 'XML', '-Command', '1'])).exitCode).to.equal(64);
  });

  it('refuses arguments after -Command -', async () => {
    const { exitCode, stderr } = await runEngine(['-Command', '-', 'more']);
    expect(exitCode).to.equal(64);
    expect(stderr).to.include("'-' was given with '-Command'");
  });

  it('runs -EncodedCommand', async () => {
    const encoded = Buffer.from('"grüße $(40 + 2)"; exit 6', 'utf16le').toString('base64');
    expect(await runEngine(['-EncodedCommand', encoded])).to.deep.equal({
      exitCode: 6,
      stdout: 'grüße 42',
      stderr: '',
    });
    expect((await runEngine(['-ec', 'not base64!'])).exitCode).to.equal(64);
  });

  it('runs in -WorkingDirectory', async () => {
    const { stdout } = await runEngine(['-wd', folder, '-Command', '$pwd.ProviderPath']);
    expect(stdout).to.equal(folder);
  });

  it('hands the words after -File to the script as they are', async () => {
    const path = script(
      'arguments.ps1',
      'param([string] $Name, [switch] $Force, [Parameter(ValueFromRemainingArguments)] $Rest) "$Name|$Force|$($Rest -join ",")"',
    );
    const word = '$(1); "a" | b';
    expect((await runEngine(['-File', path, '-Name', word, '-Force:$false', 'x', 'y'])).stdout).to.equal(
      `${word}|False|x,y`,
    );
    expect((await runEngine([path, '-Force', '-Name:', '-odd'])).stdout).to.equal('-odd|True|');
  });

  it('gives a script its path and its folder', async () => {
    const path = script('place.ps1', '"$PSCommandPath|$PSScriptRoot"');
    expect((await runEngine(['-File', path])).stdout).to.equal(`${path}|${folder}`);
  });

  it('gives standard input to a command or script that reads $input', async () => {
    const path = script('input.ps1', '$input | ForEach-Object { "<$_>" }');
    const options = { input: 'one\ntwo\n' };
    expect((await runEngine(['-File', path], options)).stdout).to.equal('<one>\n<two>');
    expect((await runEngine(['-Command', '@($input).Count'], options)).stdout).to.equal('2');
  });

  it('says that a script is not there with code 64', async () => {
    const { exitCode, stderr } = await runEngine(['-File', join(folder, 'nowhere.ps1')]);
    expect(exitCode).to.equal(64);
    expect(stderr).to.match(
      /^The argument '.*nowhere\.ps1' is not recognized as the name of a script file\. Check the spelling/,
    );
  });

  const exits: readonly (readonly [what: string, text: string, file: number, command: number])[] = [
    ['ends normally', '1', 0, 0],
    ['says exit 3', '"before"; exit 3; "after"', 3, 3],
    ['exits from a function', 'function f { exit 4 }; f', 4, 4],
    ['throws', 'throw "bad"', 1, 1],
    ['stops at an error', '$ErrorActionPreference = "Stop"; Get-Nothing', 1, 1],
    ['cannot be parsed', 'if (', 1, 1],
    ['ends with a non-terminating error', 'Write-Error bad', 0, 1],
    ['goes on after an error', 'Write-Error bad; 1', 0, 0],
  ];
  for (const [what, text, file, command] of exits) {
    it(`ends with ${file} for a file and ${command} for a command that ${what}`, async () => {
      const path = script('exit.ps1', text);
      expect((await runEngine(['-File', path])).exitCode, 'file').to.equal(file);
      expect((await runEngine(['-Command', text])).exitCode, 'command').to.equal(command);
    });
  }

  it('writes errors to standard error in plain words and without escape sequences', async () => {
    const { stdout, stderr } = await runEngine(['-Command', '"out"; Get-Nothing; Write-Warning careful']);
    expect(stdout).to.equal('out\nWARNING: careful');
    expect(stderr).to.include("The term 'Get-Nothing' is not recognized");
    // eslint-disable-next-line no-control-regex
    expect(stdout + stderr).not.to.match(/\u001b/);
  });

  it('asks nothing with -NonInteractive, and says so', async () => {
    for (const text of [
      'Read-Host name',
      '$Host.UI.ReadLine()',
      '(Get-Credential).UserName',
      'Write-Error',
    ]) {
      const { exitCode, stdout, stderr } = await runEngine(['-NonInteractive', '-Command', text], {
        input: 'answer\n',
      });
      expect([text, exitCode, stdout]).to.deep.equal([text, 1, '']);
      expect(stderr).to.match(/NonInteractive mode|missing mandatory parameters/);
    }
  });

  it('reads answers from standard input where it may ask', async () => {
    expect((await runEngine(['-Command', 'Read-Host name'], { input: 'Eve\n' })).stdout).to.equal(
      'name: Eve',
    );
  });

  it('is honest about itself', async () => {
    const { stdout } = await runEngine([
      '-Command',
      '"$($Host.Name) $($PSVersionTable.PSVersion) $($PSVersionTable.PSEdition) $($ExecutionContext.SessionState.LanguageMode)"; Test-Path "$PSHOME/Modules"; $env:POWERSHELL_TELEMETRY_OPTOUT',
    ]);
    expect(stdout).to.equal('RunbookEmbeddedHost 7.6.9 Core FullLanguage\nTrue\n1');
  });

  it('formats objects as PowerShell does', async () => {
    const { stdout } = await runEngine([
      '-Command',
      '[pscustomobject]@{ Name = "w3svc"; Status = "Stopped" }',
    ]);
    expect(stdout.trim().split('\n')).to.deep.equal(['Name  Status', '----  ------', 'w3svc Stopped']);
  });

  it('shows no progress in a pipe', async () => {
    const { stdout } = await runEngine([
      '-Command',
      'Write-Progress -Activity Copying -PercentComplete 5; 1',
    ]);
    expect(stdout).to.equal('1');
  });
});
