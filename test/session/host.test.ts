import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LiveSession } from '../../src/session/live-session.ts';
import { openSession } from '../../src/session/open-session.ts';
import type { InvocationResult } from '../../src/session/session.ts';
import { cmdletCall, observe, openTestSession, output, scriptCall, testPowerShell } from './test-session.ts';

describe('the host of a session', () => {
  let session: LiveSession;
  let folder: string;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runbook host '));
    session = await openTestSession();
  });
  after(async () => {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const message = (result: InvocationResult) => result.errors.map((error) => error.message).join('\n');

  describe('gives formatted records as their text:', () => {
    const THING = `[pscustomobject] @{ Name = 'one'; Size = 1 }`;

    for (const [what, script, lines] of [
      ['of Format-Table', `${THING} | Format-Table`, ['Name Size', '---- ----', 'one     1']],
      ['of its alias', `${THING} | ft Name`, ['Name', '----', 'one']],
      ['of Format-List', `${THING} | Format-List`, ['Name : one', 'Size : 1']],
      ['of Format-Wide', `${THING} | Format-Wide`, ['one']],
      ['of a text', `'x' | Format-Table`, ['x']],
      [
        'in order with what else there is',
        `'before'; ${THING} | Format-Table Name; 'after'; ${THING} | Format-List Size`,
        ['before', 'Name', '----', 'one', 'after', 'Size : 1'],
      ],
      [
        'of which only a part is wanted',
        `${THING} | Format-Table Name | Select-Object -First 3`,
        ['Name', '----', 'one'],
      ],
    ] as const) {
      it(what, async () => {
        const result = await observe(session, scriptCall(script));
        expect(result.output).to.deep.equal(lines);
        const shown = result.records.map((record) => ('text' in record ? record.text : ''));
        expect(shown).to.deep.equal(lines);
      });
    }

    it('of a cmdlet that a task calls', async () => {
      const call = cmdletCall('Format-List', { parameters: { InputObject: 'text' } });
      expect((await session.invoke(call)).output).to.deep.equal(['text']);
    });

    it('of Format-Custom', async () => {
      const lines = (await output(session, `${THING} | Format-Custom`)) as string[];
      expect(lines.join('\n')).to.contain('Name = one').and.not.contain('ClassId');
    });

    it('inside of a mapping, and as the result', async () => {
      const table = `(${THING} | Format-Table Name)`;
      const result = await session.invoke(scriptCall(`@{ t = ${table} }; $Runbook.Result = ${table}`));
      expect(result.output).to.deep.equal([new Map([['t', ['Name', '----', 'one']]])]);
      expect(result.runbook.result).to.deep.equal(['Name', '----', 'one']);
    });

    it('while they come', async () => {
      const stop = new AbortController();
      const script = `& { ${THING}; Start-Sleep -Seconds 600 } | Format-Table -Property @{ Label = 'Name'; Expression = 'Name'; Width = 9 }`;
      const result = await session.invoke(scriptCall(script), {
        signal: stop.signal,
        onRecord: (record) => {
          if (record.stream === 'output' && record.text === 'one') stop.abort();
        },
      });
      expect(result.state).to.equal('stopped');
      expect(result.output.at(-1)).to.equal('one');
    });

    it('and says where they make no sense', async () => {
      const script = `${THING} | Format-Table | Where-Object { $_.GetType().Name -ne 'FormatStartData' }`;
      const result = await session.invoke(scriptCall(script));
      expect(result.errors).to.have.length.greaterThan(0);
      expect(message(result)).to.contain('not valid or not in the correct sequence');
    });
  });

  it('does not cut at 80 columns, but at 120, or where the runbook says', async () => {
    const script = `[pscustomobject] @{ Name = 'n' * 100; Other = 'o' * 100 } | Format-Table; "$($Host.UI.RawUI.BufferSize.Width)"`;
    const lines = (await output(session, script)) as string[];
    expect(Math.max(...lines.map((line) => line.length))).to.be.within(110, 120);
    expect(lines.at(-1)).to.equal('120');
    const wide = await openSession({
      powershell: await testPowerShell(),
      requirements: { modules: [], width: 300 },
    });
    const whole = (await output(wide, script)) as string[];
    await wide.close();
    expect(whole.at(-2)).to.equal(`${'n'.repeat(100)} ${'o'.repeat(100)}`);
  });

  it('has no colours in its text', async () => {
    const script = `(Get-Item $PSHOME | Format-Table | Out-String) + (Get-Item $PSHOME | Out-String); Get-ChildItem $PSHOME | Select-Object -First 3 | Format-Table; try { throw 'x' } catch { $_ | Out-String }`;
    // eslint-disable-next-line no-control-regex -- this is what must not be there
    expect(((await output(session, script)) as string[]).join('\n')).not.to.match(/\u001b/);
  });

  it('has a screen that scripts can set up, of which the next task sees nothing', async () => {
    const script = `
      $raw = $Host.UI.RawUI
      $raw.WindowTitle = 'title'
      $raw.ForegroundColor = 'Red'; $raw.BackgroundColor = 'Blue'
      $raw.CursorSize = 50; $raw.CursorPosition = [Management.Automation.Host.Coordinates]::new(1, 2)
      $raw.BufferSize = [Management.Automation.Host.Size]::new(200, 3000)
      $raw.WindowSize = [Management.Automation.Host.Size]::new(200, 60)
      $raw.FlushInputBuffer(); $raw.KeyAvailable
      $raw.SetBufferContents([Management.Automation.Host.Rectangle]::new(-1, -1, -1, -1), [Management.Automation.Host.BufferCell]::new(' ', 'Red', 'Blue', 'Complete'))
      "$($raw.WindowTitle) $($raw.ForegroundColor) $($raw.BufferSize.Width) $($raw.CursorPosition.Y)"`;
    expect(await output(session, script)).to.deep.equal([false, 'title Red 200 2']);
    expect(
      await output(session, '"$($Host.UI.RawUI.BufferSize.Width) $($Host.UI.RawUI.ForegroundColor)"'),
    ).to.deep.equal(['120 Gray']);
    const key = await session.invoke(scriptCall('$Host.UI.RawUI.ReadKey()'));
    expect(key.state).to.equal('failed');
    expect(message(key)).to.contain('asked for "a key", and nobody can answer here');
  });

  it('says what was asked where nobody can answer', async () => {
    for (const [script, asked] of [
      [`Read-Host 'Your name'`, 'Your name'],
      [`Read-Host 'Your word' -AsSecureString`, 'Your word'],
      [`$Host.UI.Write('Go on? '); $Host.UI.ReadLine()`, 'Go on?'],
      [
        `$Host.UI.PromptForChoice('Delete', 'Really?', @([System.Management.Automation.Host.ChoiceDescription] '&Yes', [System.Management.Automation.Host.ChoiceDescription] '&No'), 0)`,
        'Delete: Really? [Yes, No]',
      ],
      [
        `$Host.UI.PromptForCredential('Sign in', 'As whom?', 'bob', 'srv')`,
        'Sign in: As whom? [a credential for bob at srv]',
      ],
    ] as const) {
      const result = await session.invoke(scriptCall(script));
      expect(result.state, script).to.equal('failed');
      expect(message(result), script).to.contain(`it asked for "${asked}", and nobody can answer here`);
    }
  });

  it('has the output in a transcript, too', async () => {
    const file = join(folder, 'transcript.txt');
    await session.invoke(
      scriptCall(
        `param($Path) $null = Start-Transcript -Path $Path; Write-Host 'host words'; 'plain words'
        [pscustomobject] @{ Name = 'one' }; [pscustomobject] @{ Name = 'two' }
        [pscustomobject] @{ Size = 3 } | Format-List; Write-Warning 'careful'`,
        { parameters: { Path: file } },
      ),
    );
    await session.invoke(cmdletCall('Write-Output', { parameters: { InputObject: 'of a cmdlet' } }));
    const [text] = await output(
      session,
      `param($Path) $null = Stop-Transcript; 'not any more'; [IO.File]::ReadAllText($Path)`,
      { Path: file },
    ).then((all) => all.slice(-1));
    const lines = (text as string).split(/\r?\n/);
    const body = lines.slice(lines.indexOf('host words'), lines.lastIndexOf('of a cmdlet') + 1);
    expect(body.filter((line) => line.trim() !== '')).to.deep.equal([
      'host words',
      'plain words',
      'Name',
      '----',
      'one',
      'two',
      'Size : 3',
      'WARNING: careful',
      'of a cmdlet',
    ]);
    expect(lines).not.to.include('not any more');
  });
});
