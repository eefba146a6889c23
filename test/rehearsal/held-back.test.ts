import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { LiveSession } from '../../src/session/live-session.ts';
import type { InvocationResult } from '../../src/session/session.ts';
import { root } from '../harness/paths.ts';
import { openTestSession, scriptCall } from '../session/test-session.ts';
import { waysPast } from './ways-past.ts';

const STAND_INS = `
function Get-BaitFile { [CmdletBinding()] param([string] $Path) [IO.FileInfo]::new($Path) }
function Get-Service { [CmdletBinding()] param([string] $Name) [pscustomobject] @{ Name = $Name } }
Export-ModuleMember -Function Get-BaitFile, Get-Service
`;

describe('what a rehearsal holds back', () => {
  let folder: string;
  let session: LiveSession;
  let baits = 0;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runbook-held-'));
    mkdirSync(join(folder, 'rehearsal'));
    writeFileSync(join(folder, 'rehearsal', 'Stand.psm1'), STAND_INS);
    session = await openTestSession();
  });
  after(async () => {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a script in a rehearsal of its own, with a file that it is told of; says whether that file is as it was. */
  const rehearse = async (script: string, allowsDotNet = false) => {
    const bait = join(folder, `bait${String(baits++)}`);
    writeFileSync(bait, 'precious');
    for (const kind of ['ps1', 'psm1', 'ps1xml']) {
      writeFileSync(`${bait}.${kind}`, `[IO.File]::Delete('${bait}'); Remove-Item -LiteralPath '${bait}'`);
    }
    const runspace = await session.openRunspace({
      directory: join(folder, 'rehearsal'),
      module: join(root, 'powershell', 'Rehearsal.psm1'),
      allowsDotNet,
    });
    const text = /^\s*(using|param)/.test(script) ? script : `param($Bait)\n${script}`;
    const result: InvocationResult = await session.invokeIn(
      runspace,
      scriptCall(text, { parameters: { Bait: bait } }),
    );
    await session.closeRunspace(runspace);
    let intact = false;
    try {
      intact = readFileSync(bait, 'utf8') === 'precious' && (statSync(bait).mode & 0o200) !== 0;
      chmodSync(bait, 0o600);
    } catch {
      // It has gone.
    }
    return { result, intact, message: result.errors.map((error) => error.message).join('\n') };
  };

  for (const [kind, scripts] of Object.entries(waysPast)) {
    describe(`${kind}:`, () => {
      for (const script of scripts) {
        it(script.replaceAll('\n', '; '), async () => {
          expect((await rehearse(script)).intact, 'the file').to.equal(true);
        });
      }
    });
  }

  it('is said with the place and the way out', async () => {
    const { result, message } = await rehearse(`'a line before'\n[IO.File]::Delete($Bait)`);
    expect(result.state).to.equal('failed');
    expect(message).to.match(
      /^A rehearsal holds \.NET back: `\[IO\.File\]::Delete\(\$Bait\)` at line 3\. .*stand-in.*dotnet: allow/,
    );
  });

  it('is a missing stand-in where a redirection writes a file', async () => {
    const { message } = await rehearse(`'x' > $Bait`);
    expect(message).to.match(/no stand-in for the command 'Out-File'/);
  });

  it('fails the task where the script itself catches the refusal', async () => {
    for (const script of [
      `try { [IO.File]::Delete($Bait) } catch { 'caught' }`,
      `try { (Get-BaitFile $Bait).Delete() } catch { }; 'went on'`,
    ]) {
      const { result, message } = await rehearse(script);
      expect(result.state, script).to.equal('failed');
      expect(message, script).to.match(/holds \.NET back/);
    }
  });

  it('is nothing where the scenario allows .NET', async () => {
    const { result, intact } = await rehearse('[IO.File]::Delete($Bait)', true);
    expect(result.state).to.equal('completed');
    expect(intact).to.equal(false);
  });

  describe('is not what works on values only:', () => {
    for (const [script, output] of [
      ['[math]::Max(1, 2)', [2n]],
      ['[IO.Path]::Combine("a", "b").Replace("\\", "/")', ['a/b']],
      ['[convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("x"))', ['eA==']],
      ['$l = [Collections.Generic.List[string]]::new(); $l.Add("x"); $l.Count', [1n]],
      ['$s = [Text.StringBuilder]::new(); $null = $s.Append("x"); $s.ToString()', ['x']],
      [
        'class P { [int] $X; [int] Twice() { return 2 * $this.X } }; $p = [P]::new(); [P]::new().Twice()',
        [0n],
      ],
      ['([pscustomobject] @{ A = 1 }).A', [1n]],
      ['$h = @{ a = 1 }; $h.b = 2; $h.Count', [2n]],
      ['$o = [pscustomobject] @{ A = 1 }; $o.A = 5; $o.A', [5n]],
      ['1..3 | ForEach-Object { $_ * 2 }', [2n, 4n, 6n]],
      ['1..3 | ForEach-Object { $sum += $_ } -End { $sum }', [6n]],
      ['"b", "a" | Sort-Object | ForEach-Object ToUpper', ['A', 'B']],
      ['$x = 1; 1 | ForEach-Object { $x = 2 }; $x', [2n]],
      ['1, 2 | Tee-Object -Variable kept | Out-Null; $kept.Count', [2n]],
      ['"a,b".Split(",").Count', [2n]],
      ['[datetime]::Parse("2024-02-29").AddDays(1).Day', [1n]],
      ['([xml] "<a><b>1</b></a>").a.b', ['1']],
      ['[regex]::Match("a1", "\\d").Value', ['1']],
      ['$Runbook.Result = 1; $Runbook.Changed = $false; 1', [1n]],
      ['function Get-Own { [math]::Min(1, 2) }; Get-Own', [1n]],
    ] as const) {
      it(script, async () => {
        const { result, message } = await rehearse(script);
        expect(message).to.equal('');
        expect(result.output).to.deep.equal(output);
      });
    }
  });
});
