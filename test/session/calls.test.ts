import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from 'chai';
import type { LiveSession } from '../../src/session/live-session.ts';
import type { InvocationResult } from '../../src/session/session.ts';
import type { PSObject } from '../../src/values/value.ts';
import { cmdletCall, observe, openTestSession, output, scriptCall } from './test-session.ts';

describe('calls', () => {
  let session: LiveSession;
  before(async () => {
    session = await openTestSession();
    await output(
      session,
      `
      function global:Test-Plain { param($A, $B) "A=$A B=$B args=$args" }
      function global:Set-Thing {
        [CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High')] param([string] $Name, [switch] $Force)
        if ($PSCmdlet.ShouldProcess($Name)) { "did $Name $Force" }
      }
      function global:Remove-Unsafe { [CmdletBinding()] param() $global:Removed = $true }
      function global:Get-Failure { [CmdletBinding()] param() Write-Error 'bad thing'; 'after' }
      function global:Get-PlainFailure { Write-Error 'bad thing'; 'after' }
      function global:Get-Mandatory { [CmdletBinding()] param([Parameter(Mandatory = $true)] $Name) $Name }
      function global:Get-Piped { [CmdletBinding()] param([Parameter(Mandatory = $true, ValueFromPipeline = $true)] $Name) process { $Name } }
      Set-Alias -Name Get-Other -Value Test-Plain -Scope Global`,
    );
  });
  after(() => session.close());

  const message = (result: InvocationResult) => result.errors.map((error) => error.message).join('\n');

  it('pass parameters to a command by name', async () => {
    const result = await session.invoke(
      cmdletCall('Test-Plain', { parameters: { B: 'x; exit 5', A: [1n, 2n] } }),
    );
    expect(result).to.include({ state: 'completed', commandName: 'Test-Plain' });
    expect(result.output).to.deep.equal(['A=1 2 B=x; exit 5 args=']);
  });

  it('take a switch by true and leave it out by false', async () => {
    const set = (force: boolean) =>
      session.invoke(cmdletCall('Set-Thing', { parameters: { Name: 'n', Force: force } }));
    expect((await set(true)).output).to.deep.equal(['did n True']);
    expect((await set(false)).output).to.deep.equal(['did n False']);
  });

  it('find a command through an alias and through its module, and say its real name', async () => {
    expect((await session.invoke(cmdletCall('Get-Other'))).commandName).to.equal('Test-Plain');
    const call = {
      ...cmdletCall('Get-Command'),
      command: { kind: 'cmdlet', name: 'Get-Command', module: 'Microsoft.PowerShell.Core' },
    } as const;
    const result = await session.invoke({ ...call, parameters: new Map([['Name', 'Get-Command']]) });
    expect(result).to.include({ state: 'completed', commandName: 'Get-Command' });
  });

  it('see a function that a script has changed', async () => {
    await output(session, `function global:Get-Changing { param($Old) "old $Old" }`);
    const old = cmdletCall('Get-Changing', { parameters: { Old: 1n } });
    expect((await session.invoke(old)).output).to.deep.equal(['old 1']);
    await output(
      session,
      `function global:Get-Changing { [CmdletBinding()] param([securestring] $New) "new" }`,
    );
    expect((await session.invoke(cmdletCall('Get-Changing'))).output).to.deep.equal(['new']);
    expect(message(await session.invoke(old))).to.contain("'Old'");
  });

  it('fail at once where a command is not there', async () => {
    const result = await session.invoke(cmdletCall('Get-Nonsense'));
    expect(result).to.include({ state: 'failed', commandName: null });
    expect(result.errors[0]).to.include({
      id: 'CommandNotFoundException',
      category: 'ObjectNotFound',
      terminating: true,
    });
    expect(message(result)).to.contain("'Get-Nonsense' was not found");
  });

  it('fail at once where a parameter is unknown, wrong, or missing, and nothing asks', async () => {
    expect(message(await session.invoke(cmdletCall('Set-Thing', { parameters: { Nme: 1n } })))).to.contain(
      "'Nme'",
    );
    expect(
      message(await session.invoke(cmdletCall('Set-Thing', { parameters: { Force: 'maybe' } }))),
    ).to.contain("'Force'");
    for (const name of ['Get-Mandatory', 'Get-Piped']) {
      const result = await session.invoke(cmdletCall(name));
      expect(result.state).to.equal('failed');
      expect(message(result)).to.match(/missing mandatory parameters: Name/);
    }
  });

  it('fail where a script or a simple function would take an unknown parameter for one of its $args', async () => {
    const call = (text: string, ...names: string[]) =>
      session.invoke(scriptCall(text, { parameters: Object.fromEntries(names.map((name) => [name, 1n])) }));
    const refused = await call('param($Limit) "ran"', 'Limt');
    expect([refused.state, refused.output]).to.deep.equal(['failed', []]);
    expect(message(refused)).to.equal("The script has no parameter 'Limt'; its param block has: Limit.");
    expect(message(await call('"ran"', 'Limit'))).to.contain('it has no param block');
    expect(message(await call('[CmdletBinding()] param($Limit)', 'Limt'))).to.contain("'Limt'");
    expect(message(await session.invoke(cmdletCall('Test-Plain', { parameters: { C: 1n } })))).to.contain(
      "no parameter 'C'",
    );
    const named = 'param([Alias("Most", "Top")] $Limit, $Keys) "$Limit$Keys"';
    for (const name of ['Limit', 'limi', 'Top', 'Keys']) {
      expect((await call(named, name)).output).to.deep.equal(['1']);
    }
    expect((await call('[CmdletBinding()] param($Limit) $Limit', 'Limit', 'Verbose')).output).to.deep.equal([
      1n,
    ]);
  });

  it('keep to what a script requires', async () => {
    const late = await session.invoke(scriptCall('#Requires -Version 99.0\n"ran"'));
    expect([late.state, late.output]).to.deep.equal(['failed', []]);
    expect(message(late)).to.contain('The script requires PowerShell 99.0, and this is ');
    const edition = session.info.edition === 'Core' ? 'Desktop' : 'Core';
    const other = await session.invoke(scriptCall(`#Requires -PSEdition ${edition}\n"ran"`));
    expect(message(other)).to.contain(`requires the edition ${edition}`);
    const met = await session.invoke(scriptCall('#Requires -Version 3.0\n"ran"'));
    expect(met.output).to.deep.equal(['ran']);
  });

  it('confirm without being asked', async () => {
    const result = await session.invoke(cmdletCall('Set-Thing', { parameters: { Name: 'n' } }));
    expect(result.output).to.deep.equal(['did n False']);
  });

  it('fail in words where a script asks for something', async () => {
    for (const script of [
      `Read-Host 'Name'`,
      `$Host.UI.ReadLine()`,
      `$Host.UI.PromptForChoice('t', 'm', @([System.Management.Automation.Host.ChoiceDescription] '&Yes'), 0)`,
      `$Host.UI.PromptForCredential('t', 'm', 'u', 't')`,
      `Set-Thing -Name x -Confirm`,
      `$Host.EnterNestedPrompt()`,
    ]) {
      const result = await session.invoke(scriptCall(script));
      expect(result.state, script).to.equal('failed');
      expect(message(result), script).to.contain('nobody can answer here');
    }
    expect(await output(session, '[Console]::In.ReadLine()')).to.deep.equal([null]);
  });

  describe('with an error', () => {
    for (const name of ['Get-Failure', 'Get-PlainFailure']) {
      it(`of ${name} stop there by default`, async () => {
        const result = await session.invoke(cmdletCall(name));
        expect(result.state).to.equal('failed');
        expect(result.output).to.deep.equal([]);
        expect(result.errors).to.have.length(1);
        expect(result.errors[0]).to.include({ message: 'bad thing', terminating: true });
      });

      it(`of ${name} go on where that is asked for`, async () => {
        const result = await session.invoke(cmdletCall(name, { errorAction: 'continue' }));
        expect(result.state).to.equal('completed');
        expect(result.output).to.deep.equal(['after']);
        expect(result.errors.map((error) => [error.message, error.terminating])).to.deep.equal([
          ['bad thing', false],
        ]);
      });
    }

    it('of a script stop the script', async () => {
      const result = await session.invoke(scriptCall(`'before'; Get-PlainFailure; 'after'`));
      expect(result.state).to.equal('failed');
      expect(result.output).to.deep.equal(['before']);
    });

    it('say where it is and what it is', async () => {
      const result = await session.invoke(scriptCall(`'x'\n  [int] 'no number'`));
      const [error] = result.errors;
      expect(error!.position).to.match(/^At line:2 char:3\n/);
      expect(error!.exception).to.match(/InvalidCast/);
      expect(error!.scriptStack).to.contain('line 2');
    });

    it('name the script where its path was given', async () => {
      const call = {
        ...scriptCall('\n1/0'),
        command: { kind: 'script', text: '\n1/0', path: 'scripts/x.ps1' },
      } as const;
      const result = await session.invoke(call);
      const whole = resolve('scripts/x.ps1');
      expect(result.errors[0]!.position.startsWith(`At ${whole}:2 char:1`)).to.equal(true);
      expect(result.errors[0]!.scriptStack).to.contain(`${whole}: line 2`);
      expect(result.errors[0]!.exception).to.equal('System.DivideByZeroException');
    });

    it('of a script that does not parse say where', async () => {
      const result = await session.invoke(scriptCall(`'never'\nif (1 {`));
      expect(result.state).to.equal('failed');
      expect(result.output).to.deep.equal([]);
      expect(result.errors[0]!.position).to.match(/^At line:2 char:/);
    });

    it('have the target of the error', async () => {
      const result = await session.invoke(
        scriptCall(
          `Write-Error -Message 'm' -TargetObject 'the target' -ErrorId 'MyId' -Category PermissionDenied`,
        ),
      );
      expect(result.errors[0]).to.include({ target: 'the target', category: 'PermissionDenied' });
      expect(result.errors[0]!.id).to.match(/^MyId/);
    });

    it('that is thrown have its text', async () => {
      expect(message(await session.invoke(scriptCall(`throw 'boom'`)))).to.equal('boom');
      const result = await session.invoke(scriptCall(`throw [InvalidOperationException] 'not now'`));
      expect(result.errors[0]).to.include({
        message: 'not now',
        exception: 'System.InvalidOperationException',
      });
    });
  });

  it('end with the code of exit, and the session stays', async () => {
    const result = await session.invoke(scriptCall(`'before'; exit 3; 'after'`));
    expect(result).to.include({ state: 'completed', exitCode: 3 });
    expect(result.output).to.deep.equal(['before']);
    expect((await session.invoke(scriptCall('exit'))).exitCode).to.equal(0);
    expect((await session.invoke(scriptCall('1'))).exitCode).to.equal(null);
  });

  it('fail where a script is left by a break or a continue that no loop takes', async () => {
    for (const word of [
      'break',
      'continue',
      '& { break }',
      '1 | ForEach-Object { continue }',
      'break nowhere',
    ]) {
      const result = await session.invoke(scriptCall(`'before'; ${word}; 'after'`));
      expect([result.state, result.output], word).to.deep.equal(['failed', ['before']]);
      expect(message(result), word).to.match(
        /^The script was left by "break" or "continue" outside of a loop/,
      );
    }
    for (const [script, ends] of [
      [`'before'; return; 'after'`, ['before']],
      [`foreach ($i in 1, 2) { 1, 2 | ForEach-Object { break } }; 'after'`, ['after']],
      [`:outer foreach ($i in 1) { while ($true) { break outer } }; 'after'`, ['after']],
      [`'after'; exit`, ['after']],
    ] as const) {
      const result = await session.invoke(scriptCall(script));
      expect([message(result), result.output], script).to.deep.equal(['', ends]);
    }
  });

  it('fail where the value of exit is no exit code, and say it', async () => {
    for (const [value, code] of [
      ['[uint32] 2147749891', -2147217405],
      [`'2147749891'`, -2147217405],
      ['9999999999', 1],
      [`'all is well'`, 1],
      [`@{ a = 1 }`, 1],
    ] as const) {
      const result = await session.invoke(scriptCall(`'before'; exit ${value}`));
      expect([result.state, result.exitCode], value).to.deep.equal(['failed', code]);
      expect(message(result), value).to.match(/^The script said "exit" with what is no exit code/);
    }
    expect(message(await session.invoke(scriptCall(`exit [uint32] 2147749891`)))).to.contain('2147749891');
    const fine = await session.invoke(scriptCall(`try { [int] 'x' } catch { }; exit '7'`));
    expect(fine).to.include({ state: 'completed', exitCode: 7 });
  });

  it('tell the exit of a script file that was called from the end of a native program', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'runbook exit '));
    const parameters = { Path: join(folder, 'five.ps1') };
    writeFileSync(parameters.Path, 'exit 5');
    const called = await session.invoke(scriptCall('param($Path) & $Path', { parameters }));
    expect(called).to.include({ exitCode: null, lastExitCode: 5, endedByScript: true });
    const native = process.platform === 'win32' ? 'cmd /c "exit 4"' : '/bin/sh -c "exit 4"';
    const both = await session.invoke(scriptCall(`param($Path) & $Path; ${native}`, { parameters }));
    expect(both).to.include({ lastExitCode: 4, endedByScript: false });
    rmSync(folder, { recursive: true, force: true });
  });

  it('set the environment for their time', async () => {
    process.env['RUNBOOK_TEST_INHERITED'] = 'outer';
    const second = await openTestSession();
    const read = `"$env:RUNBOOK_TEST_NEW|$env:RUNBOOK_TEST_INHERITED|$(Test-Path env:RUNBOOK_TEST_INHERITED)|$(Test-Path env:RUNBOOK_TEST_NEW)"`;
    const environment = new Map([
      ['RUNBOOK_TEST_NEW', 'ä b'],
      ['RUNBOOK_TEST_INHERITED', null],
    ]);
    const inside = await second.invoke(scriptCall(read, { environment }));
    expect(inside.output).to.deep.equal(['ä b||False|True']);
    expect((await second.invoke(scriptCall(`throw 'x'`, { environment }))).state).to.equal('failed');
    expect((await second.invoke(scriptCall(read))).output).to.deep.equal(['|outer|True|False']);
    await second.close();
    delete process.env['RUNBOOK_TEST_INHERITED'];
  });

  it('do not see how the session was connected', async () => {
    const names = await output(
      session,
      `[Environment]::GetEnvironmentVariables().Keys | Where-Object { $_ -like 'RUNBOOK_SESSION*' }`,
    );
    expect(names).to.deep.equal([]);
  });

  it('give back what a script says through $Runbook', async () => {
    const script = `$Runbook.Changed = $true; $Runbook.Failed = $false; $Runbook.Result = [pscustomobject] @{ N = @(1) }; $Runbook.CheckMode`;
    const result = await session.invoke(scriptCall(script));
    expect(result.output).to.deep.equal([false]);
    expect(result.runbook).to.include({ changed: true, failed: false });
    expect(result.runbook.result)
      .to.have.property('properties')
      .that.deep.equals(new Map([['N', [1n]]]));
    expect((await session.invoke(scriptCall('1'))).runbook).to.deep.equal({});
    const strict = await session.invoke(scriptCall('Set-StrictMode -Version Latest; $Runbook.Changed'));
    expect(strict.state).to.equal('completed');
  });

  it('refuse what $Runbook does not have, at the line that says it', async () => {
    for (const [statement, words] of [
      [
        `$Runbook.Failed = 'false'`,
        "$Runbook.Failed takes $true, $false or $null, and was given 'false', which is a System.String",
      ],
      ['$Runbook.Changed = 1', '$Runbook.Changed takes $true, $false or $null'],
      ['$Runbook.Change = $true', `The property 'Change' cannot be found`],
      ['$Runbook.CheckMode = $true', 'CheckMode'],
    ] as const) {
      const result = await session.invoke(scriptCall(`'before'\n${statement}\n'after'`));
      expect([result.state, result.output, result.runbook], statement).to.deep.equal([
        'failed',
        ['before'],
        {},
      ]);
      expect(message(result), statement).to.contain(words);
      expect(result.errors[0]!.position, statement).to.match(/^At line:2 char:1/);
    }
    const set = `[switch] $on = $true; $Runbook.Changed = $on; $Runbook.Failed = $null; $Runbook.Result = 'any'`;
    expect((await session.invoke(scriptCall(set))).runbook).to.deep.equal({ changed: true, result: 'any' });
  });

  it('let the constrained language set $Runbook, too', async () => {
    const constrained = await openTestSession();
    await output(constrained, `$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'`);
    const set = await constrained.invoke(
      scriptCall(
        `$Runbook.Changed = $false; $Runbook.Failed = $true; $Runbook.Result = @{ a = 1 }; "$($ExecutionContext.SessionState.LanguageMode)"`,
      ),
    );
    expect([message(set), set.output]).to.deep.equal(['', ['ConstrainedLanguage']]);
    expect(set.runbook).to.deep.equal({ changed: false, failed: true, result: new Map([['a', 1n]]) });
    const wrong = await constrained.invoke(scriptCall(`$Runbook.Failed = 'false'`));
    expect(message(wrong)).to.contain('$Runbook.Failed takes');
    const table = await constrained.invoke(
      scriptCall(`Get-Culture | Select-Object -Property @{ n = 'A'; e = { 1 } } | Format-Table`),
    );
    expect([message(table), table.output]).to.deep.equal(['', ['A', '-', '1']]);
    await constrained.close();
  });

  describe('in check mode', () => {
    it('run with -WhatIf where the command has it', async () => {
      const result = await observe(
        session,
        cmdletCall('Set-Thing', { checkMode: true, parameters: { Name: 'box' } }),
      );
      expect(result).to.include({ check: 'what_if', state: 'completed' });
      expect(result.output).to.deep.equal([]);
      expect(result.records.filter(({ stream }) => stream === 'host')).to.have.length(1);
      expect(JSON.stringify(result.records[0])).to.contain('box');
    });

    it('run where the command only reads', async () => {
      const result = await session.invoke(cmdletCall('Test-Plain', { checkMode: true }));
      expect(result).to.include({ check: 'run', state: 'completed' });
      expect(result.output).to.have.length(1);
    });

    it('do not run anything else', async () => {
      const result = await session.invoke(cmdletCall('Remove-Unsafe', { checkMode: true }));
      expect(result).to.include({ check: 'not_run', state: 'completed', commandName: 'Remove-Unsafe' });
      expect(await output(session, '$global:Removed')).to.deep.equal([null]);
    });

    it('load no module, whose code would run, and say which one it is', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'runbook-module-'));
      mkdirSync(join(folder, 'Bait'));
      const ran = join(folder, 'ran');
      const body = `[IO.File]::WriteAllText('${ran}', 'x'); function Get-Bait { 1 }; Export-ModuleMember -Function Get-Bait`;
      writeFileSync(join(folder, 'Bait', 'Bait.psm1'), body);
      const environment = new Map([['PSModulePath', folder]]);
      const checked = await session.invoke(cmdletCall('Get-Bait', { checkMode: true, environment }));
      expect([checked.check, checked.unloadedModule, existsSync(ran)]).to.deep.equal([
        'not_run',
        'Bait',
        false,
      ]);
      const real = await session.invoke(cmdletCall('Get-Bait', { environment }));
      expect([real.output, existsSync(ran)]).to.deep.equal([[1n], true]);
      rmSync(folder, { recursive: true });
    });

    it('load a module that comes with PowerShell', async () => {
      const result = await session.invoke(cmdletCall('Get-PSRepository', { checkMode: true }));
      expect(result.check).to.equal('run');
    });

    it('run what reads by its name, and nothing that only its verb would excuse', async () => {
      const checkOf = async (name: string, parameters: Record<string, string>) =>
        (await session.invoke(cmdletCall(name, { checkMode: true, parameters }))).check;
      expect(await checkOf('Split-Path', { Path: 'a/b' })).to.equal('run');
      expect(await checkOf('Import-Csv', { LiteralPath: 'none.csv' })).to.equal('not_run');
      expect(await checkOf('Invoke-RestMethod', { Uri: 'http://127.0.0.1:1/' })).to.equal('not_run');
      await session.invoke(scriptCall('function global:Split-Disk { "split" }'));
      expect(await checkOf('Split-Disk', {})).to.equal('not_run');
    });

    it('run a script only where it reads the check mode, whatever its comments and texts say', async () => {
      for (const script of [
        '# $Runbook.CheckMode\n1',
        "'$Runbook.CheckMode'",
        '"not `$Runbook.CheckMode"',
        '<# $Runbook.CheckMode #> 1',
        '$Runbook.Changed = $true',
      ]) {
        const result = await session.invoke(scriptCall(script, { checkMode: true }));
        expect([result.check, result.output], script).to.deep.equal(['not_run', []]);
      }
      for (const script of [
        '$Runbook.CheckMode',
        '"$($runbook.checkmode)"',
        'if (-not $Runbook.CheckMode) { 1 }',
      ]) {
        expect((await session.invoke(scriptCall(script, { checkMode: true }))).check, script).to.equal('run');
      }
    });

    it('judge an alias by what it stands for', async () => {
      await output(session, 'Set-Alias -Name Get-Innocent -Value Remove-Unsafe -Scope Global');
      const result = await session.invoke(cmdletCall('Get-Innocent', { checkMode: true }));
      expect(result.check).to.equal('not_run');
    });

    it('tell a script, and have it say what it would do', async () => {
      const result = await observe(
        session,
        scriptCall(`$Runbook.CheckMode; Set-Thing -Name inner`, { checkMode: true }),
      );
      expect(result.output).to.deep.equal([true]);
      expect(JSON.stringify(result.records)).to.contain('inner');
      expect((await session.invoke(scriptCall('Set-Thing -Name real'))).output).to.deep.equal([
        'did real False',
      ]);
    });
  });

  it('are answered one after the other, however they are asked', async () => {
    const results = await Promise.all(
      [1, 2, 3, 4].map((n) => session.invoke(scriptCall(`Start-Sleep -Milliseconds 5; ${n}`))),
    );
    expect(results.map((result) => result.output)).to.deep.equal([[1n], [2n], [3n], [4n]]);
  });

  it('give back characters that XML does not know', async () => {
    const [value] = await output(session, `[pscustomobject] @{ Text = [string][char]0xFFFF }`);
    expect((value as PSObject).get('Text')).to.equal('\uffff');
  });

  it('fail, and the session goes on, where an object is too large for a message', async () => {
    const result = await session.invoke(scriptCall(`[pscustomobject] @{ Text = 'x' * 300MB }`));
    expect(result.state).to.equal('failed');
    expect(result.errors.at(-1)?.message).to.match(/could not go on with this call.*256 MB/);
    expect(await output(session, '1')).to.deep.equal([1n]);
  });
});
