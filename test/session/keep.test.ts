import { expect } from 'chai';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LiveSession } from '../../src/session/live-session.ts';
import type { Keepable } from '../../src/session/session.ts';
import { EnumValue, Secret } from '../../src/values/value.ts';
import { cmdletCall, openTestSession, output, scriptCall } from './test-session.ts';

/** What a script can change and what shows it: put back after each call, unless it is kept. */
const CHANGES: readonly {
  readonly what: string;
  readonly keep: Keepable;
  readonly change: string;
  readonly show: string;
  readonly changed: string;
}[] = [
  {
    what: 'the current folder',
    keep: 'location',
    change: 'Set-Location -LiteralPath $env:RUNBOOK_TEST_FOLDER',
    show: '(Get-Location).Path -eq $env:RUNBOOK_TEST_FOLDER',
    changed: 'True',
  },
  {
    what: 'the current drive, and the folder on the one before',
    keep: 'location',
    change: 'Set-Location -LiteralPath $env:RUNBOOK_TEST_FOLDER; Set-Location Env:',
    show: '(Get-Location).Drive.Name; (Get-PSDrive -PSProvider FileSystem | Where-Object { $env:RUNBOOK_TEST_FOLDER.EndsWith("/" + $_.CurrentLocation) -and $_.CurrentLocation }).Count',
    changed: 'Env 1',
  },
  {
    what: 'the folder of a drive that is not the current one',
    keep: 'location',
    change:
      'Set-Location Temp:; $null = New-Item -ItemType Directory -Force sub; Set-Location sub; Set-Location /',
    show: '(Get-PSDrive Temp).CurrentLocation',
    changed: 'sub',
  },
  {
    what: 'the folder of a drive that the script has made',
    keep: 'location',
    change:
      'if (-not (Get-PSDrive Made -ErrorAction Ignore)) { $null = New-PSDrive -Name Made -PSProvider FileSystem -Root ([IO.Path]::GetDirectoryName($env:RUNBOOK_TEST_FOLDER)) -Scope Global }; Push-Location "Made:/$([IO.Path]::GetFileName($env:RUNBOOK_TEST_FOLDER))"; Pop-Location; Set-Location "Made:/$([IO.Path]::GetFileName($env:RUNBOOK_TEST_FOLDER))"; Set-Location /',
    show: 'if (Get-PSDrive Made -ErrorAction Ignore) { (Get-PSDrive Made).CurrentLocation -ne "" } else { $false }',
    changed: 'True',
  },
  {
    what: 'what Push-Location has pushed',
    keep: 'location',
    change: 'Push-Location /',
    show: '(Get-Location -Stack).Count',
    changed: '1',
  },
  {
    what: "the current folder of .NET's",
    keep: 'location',
    change: '[Environment]::CurrentDirectory = $env:RUNBOOK_TEST_FOLDER',
    show: '[Environment]::CurrentDirectory -eq $env:RUNBOOK_TEST_FOLDER',
    changed: 'True',
  },
  {
    what: 'an environment variable that is new',
    keep: 'environment',
    change: '$env:RUNBOOK_TEST_NEW = 1',
    show: '$env:RUNBOOK_TEST_NEW',
    changed: '1',
  },
  {
    what: 'an environment variable that has gone',
    keep: 'environment',
    change: 'Remove-Item Env:RUNBOOK_TEST_GONE',
    show: 'Test-Path Env:RUNBOOK_TEST_GONE',
    changed: 'False',
  },
  {
    what: 'PATH',
    keep: 'environment',
    change: '$env:PATH = "$env:PATH$([IO.Path]::PathSeparator)/runbook-added"',
    show: '$env:PATH -match "runbook-added"',
    changed: 'True',
  },
  ...[
    ['WarningPreference', '"SilentlyContinue"', 'SilentlyContinue'],
    ['ProgressPreference', '"SilentlyContinue"', 'SilentlyContinue'],
    ['InformationPreference', '"Continue"', 'Continue'],
    ['ConfirmPreference', '"High"', 'High'],
    ['ErrorView', '"CategoryView"', 'CategoryView'],
    ['FormatEnumerationLimit', '17', '17'],
    ['OFS', '"-"', '-'],
    ['MaximumHistoryCount', '17', '17'],
    ['PSNativeCommandUseErrorActionPreference', '$true', 'True'],
    ['PSNativeCommandArgumentPassing', '"Legacy"', 'Legacy'],
    ['PSModuleAutoLoadingPreference', '"None"', 'None'],
    ['PSEmailServer', '"mail"', 'mail'],
  ].map(([name, value, changed]) => ({
    what: `$${name!}`,
    keep: 'preferences' as const,
    change: `$${name!} = ${value!}`,
    show: `$${name!}`,
    changed: changed!,
  })),
  {
    what: 'a preference variable that has a type of the script and is read-only',
    keep: 'preferences',
    change: '[int] $OFS = 17; Set-Variable OFS -Option ReadOnly',
    show: '$OFS',
    changed: '17',
  },
  {
    what: 'a preference variable that was removed',
    keep: 'preferences',
    change: 'Remove-Variable FormatEnumerationLimit',
    show: 'Test-Path Variable:FormatEnumerationLimit',
    changed: 'False',
  },
  {
    what: '$PSDefaultParameterValues',
    keep: 'preferences',
    change: '$PSDefaultParameterValues["Get-Thing:Value"] = 17',
    show: 'function Get-Thing { [CmdletBinding()] param($Value) $Value }; Get-Thing',
    changed: '17',
  },
  {
    what: '$PSDefaultParameterValues as a whole',
    keep: 'preferences',
    change: '$PSDefaultParameterValues = @{ "Get-Thing:Value" = 17 }',
    show: 'function Get-Thing { [CmdletBinding()] param($Value) $Value }; Get-Thing',
    changed: '17',
  },
  {
    what: '$PSStyle',
    keep: 'preferences',
    change: '$PSStyle.Progress.MaxWidth = 77; $PSStyle.Formatting.Error = "`e[35m"',
    show: '$PSStyle.Progress.MaxWidth -eq 77; $PSStyle.Formatting.Error -eq "`e[35m"',
    changed: 'True True',
  },
  {
    what: 'strict mode',
    keep: 'preferences',
    change: 'Set-StrictMode -Version Latest',
    show: 'try { $runbookTestUnknown; "lax" } catch { "strict" }',
    changed: 'strict',
  },
  {
    what: 'what is done when a command is looked up',
    keep: 'preferences',
    change:
      '$ExecutionContext.InvokeCommand.CommandNotFoundAction = { param($n, $e) $e.CommandScriptBlock = { 17 } }',
    show: 'try { Find-RunbookTestNothing } catch { "none" }',
    changed: '17',
  },
  {
    what: 'the culture of the thread',
    keep: 'culture',
    change: '[CultureInfo]::CurrentCulture = "de-DE"; [CultureInfo]::CurrentUICulture = "fr-FR"',
    show: '[CultureInfo]::CurrentCulture.Name -eq "de-DE"; [CultureInfo]::CurrentUICulture.Name -eq "fr-FR"',
    changed: 'True True',
  },
  {
    what: 'the default culture of threads',
    keep: 'culture',
    change:
      '[CultureInfo]::DefaultThreadCurrentCulture = "de-DE"; [CultureInfo]::DefaultThreadCurrentUICulture = "fr-FR"',
    show: '"$([CultureInfo]::DefaultThreadCurrentCulture)$([CultureInfo]::DefaultThreadCurrentUICulture)"',
    changed: 'de-DEfr-FR',
  },
  {
    what: '$OutputEncoding',
    keep: 'encodings',
    change: '$OutputEncoding = [Text.Encoding]::Unicode',
    show: '$OutputEncoding.WebName',
    changed: 'utf-16',
  },
  {
    what: 'the encodings of the console',
    keep: 'encodings',
    change:
      '[Console]::OutputEncoding = [Text.Encoding]::Latin1; [Console]::InputEncoding = [Text.Encoding]::Unicode',
    show: '[Console]::OutputEncoding.WebName; [Console]::InputEncoding.WebName',
    changed: 'iso-8859-1 utf-16',
  },
  {
    what: 'where the console writes',
    keep: 'encodings',
    change: '$writer = [IO.StringWriter]::new(); [Console]::SetOut($writer)',
    show: 'if ($writer) { $null = $writer.GetStringBuilder().Clear() }; [Console]::Write("x"); "$(if ($writer) { $writer })" -eq "x"',
    changed: 'True',
  },
];

describe('what a call leaves in the session', () => {
  let folder: string;
  let session: LiveSession;
  before(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'runbook-keep-')));
    process.env['RUNBOOK_TEST_FOLDER'] = folder;
    process.env['RUNBOOK_TEST_GONE'] = 'here';
    session = await openTestSession();
  });
  after(async () => {
    await session.close();
    delete process.env['RUNBOOK_TEST_FOLDER'];
    delete process.env['RUNBOOK_TEST_GONE'];
    rmSync(folder, { recursive: true, force: true });
  });

  const shown = async (script: string, on = session) => (await output(on, script)).map(text).join(' ');
  const text = (value: unknown) => {
    if (typeof value === 'boolean') return value ? 'True' : 'False';
    if (value instanceof EnumValue) return value.name;
    return typeof value === 'bigint' || typeof value === 'string' ? `${value}` : '';
  };

  for (const { what, change, show, changed } of CHANGES) {
    it(`is not ${what}`, async () => {
      const before = await shown(show);
      expect(before).not.to.equal(changed);
      const [during, after] = (await shown(`${change}\n"--"\n${show}`)).split(/-- ?/);
      expect([during, after]).to.deep.equal(['', changed]);
      expect(await shown(show)).to.equal(before);
    });
  }

  it('is none of it where the call failed, was stopped, or was of a command', async () => {
    const change = '$env:RUNBOOK_TEST_NEW = 1; Set-Location Env:; $PSDefaultParameterValues["a:b"] = 1';
    const show = `"$env:RUNBOOK_TEST_NEW $($PSDefaultParameterValues.Count) $((Get-Location).Drive.Name -eq 'Env')"`;
    const failing = await session.invoke(scriptCall(`${change}; throw 'x'`));
    expect(failing.state).to.equal('failed');
    expect(await shown(show)).to.equal(' 0 False');
    const stop = new AbortController();
    const stopped = await session.invoke(scriptCall(`${change}; 'now'; Start-Sleep 600`), {
      signal: stop.signal,
      onRecord: () => stop.abort(),
    });
    expect(stopped.state).to.equal('stopped');
    expect(await shown(show)).to.equal(' 0 False');
    await output(session, `function Set-TestThing { $env:RUNBOOK_TEST_NEW = 1; Set-Location Env: }`);
    expect((await session.invoke(cmdletCall('Set-TestThing'))).state).to.equal('completed');
    await session.invoke(cmdletCall('Set-StrictMode', { parameters: { Version: 'Latest' } }));
    expect(await shown(`${show}; $runbookTestUnknown`)).to.equal(' 0 False ');
  });

  it('is each thing that the call keeps, from then on', async () => {
    for (const keep of new Set(CHANGES.map((change) => change.keep))) {
      const other = await openTestSession();
      for (const { what, change, show, changed } of CHANGES.filter((each) => each.keep === keep)) {
        const result = await other.invoke(scriptCall(change, { keep: [keep] }));
        expect(result.errors.map(({ message }) => message)).to.deep.equal([]);
        for (const time of ['first', 'second'])
          expect(await shown(show, other), `${what} ${time}`).to.equal(changed);
      }
      await other.close();
    }
  });

  it('is what was kept, when a later call changes it', async () => {
    const other = await openTestSession();
    await other.invoke(
      scriptCall('$env:RUNBOOK_TEST_NEW = 1; $OFS = "+"', { keep: ['environment', 'preferences'] }),
    );
    await output(other, '$env:RUNBOOK_TEST_NEW = 2; $OFS = "-"');
    expect(await shown('"$env:RUNBOOK_TEST_NEW $(1, 2)"', other)).to.equal('1 1+2');
    await other.close();
  });

  it('are variables, functions, aliases and modules', async () => {
    await output(
      session,
      `$x = 1; function f { "f$x" }; Set-Alias g f; $null = New-Module -Name Test { function Get-H { 'h' } } | Import-Module; [int] $typed = 2`,
    );
    expect(await output(session, '$x; f; g; Get-H; $typed.GetType().Name')).to.deep.equal([
      1n,
      'f1',
      'f1',
      'h',
      'Int32',
    ]);
    await output(session, '$x++');
    expect(await output(session, '$x')).to.deep.equal([2n]);
  });

  it("are not a script's parameters: a variable of that name is there again", async () => {
    await output(session, '$Limit = "before"; Set-Variable Fixed 1 -Option ReadOnly');
    const script = `param([int] $Limit, [ValidateRange(1, 5)] $Range = 3, [Parameter()] [string] $Pass, $Fixed)
      $Limit++; "$Limit $Range $Pass $Fixed"; function Get-TestLimit { $Limit }; Get-TestLimit`;
    const parameters = { Limit: 1n, Pass: new Secret('s3cret word'), Fixed: 2n };
    expect(await output(session, script, parameters)).to.deep.equal(['2 3 s3cret word 2', 2n]);
    const variables = `$Limit; $Limit = 'any'; Get-TestLimit; $Fixed; @(Get-Variable Range, Pass -ErrorAction Ignore).Count; $Range = 77`;
    expect(await output(session, variables)).to.deep.equal(['before', 'any', 1n, 0n]);
    expect(
      await output(session, `@(Get-Variable | Where-Object { "$($_.Value)" -match 's3cret' }).Count`),
    ).to.deep.equal([0n]);
    const failing = await session.invoke(
      scriptCall('param([int] $Pass) throw "x"', { parameters: { Pass: 1n } }),
    );
    expect(failing.state).to.equal('failed');
    expect(await output(session, 'Test-Path Variable:Pass')).to.deep.equal([false]);
  });

  it('are neither errors nor the exit code of a program', async () => {
    await session.invoke(scriptCall('Write-Error x', { errorAction: 'continue' }));
    await output(session, '$global:LASTEXITCODE = 3').catch(() => undefined);
    expect(await output(session, '$Error.Count; $LASTEXITCODE')).to.deep.equal([0n, null]);
  });

  it('of the process is put back when no other call runs', async () => {
    const second = await session.openRunspace();
    let begun: () => void = () => undefined;
    const started = new Promise<void>((resolve) => (begun = resolve));
    const wait = `'began'; while (-not $env:RUNBOOK_TEST_GO) { Start-Sleep -Milliseconds 5 }; $env:RUNBOOK_TEST_NEW`;
    const long = session.invoke(scriptCall(wait), { onRecord: begun });
    await started;
    await session.invokeIn(
      second,
      scriptCall('$env:RUNBOOK_TEST_NEW = 1; $env:RUNBOOK_TEST_GO = 1; $OFS = "-"'),
    );
    expect((await long).output).to.deep.equal(['began', '1']);
    const after = await session.invokeIn(
      second,
      scriptCall('"$env:RUNBOOK_TEST_NEW$env:RUNBOOK_TEST_GO|$OFS"'),
    );
    expect(after.output).to.deep.equal(['|']);
    await session.closeRunspace(second);
  });

  it('does not fail a call that has removed the folder that it began in', async () => {
    const gone = join(folder, 'gone');
    const other = await openTestSession();
    const make = `$null = New-Item -ItemType Directory '${gone}'; Set-Location '${gone}'; [Environment]::CurrentDirectory = '${gone}'`;
    await other.invoke(scriptCall(make, { keep: ['location'] }));
    expect(
      await output(other, `Set-Location /; [Environment]::CurrentDirectory = '/'; Remove-Item '${gone}'; 1`),
    ).to.deep.equal([1n]);
    expect(await output(other, `(Get-Location).Path`)).to.deep.equal(['/']);
    await other.close();
  });
});
