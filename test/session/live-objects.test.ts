import { expect } from 'chai';
import type { LiveSession } from '../../src/session/live-session.ts';
import type { PSObject, Value } from '../../src/values/value.ts';
import { cmdletCall, openTestSession, output, scriptCall } from './test-session.ts';

describe('an object that a task returns', () => {
  let session: LiveSession;
  before(async () => {
    session = await openTestSession();
  });
  after(() => session.close());

  const first = async (text: string): Promise<Value> => (await output(session, text))[0]!;

  describe('goes back as what it is:', () => {
    for (const [what, make, type] of [
      ['a folder', 'Get-Item ([IO.Path]::GetTempPath())', 'System.IO.DirectoryInfo'],
      ['a file', 'Get-ChildItem $PSHOME -File | Select-Object -First 1', 'System.IO.FileInfo'],
      ['a process', 'Get-Process -Id $PID', 'System.Diagnostics.Process'],
      ['a date', 'Get-Date', 'System.DateTime'],
      ['a custom object', '[pscustomobject] @{ A = 1 }', 'System.Management.Automation.PSCustomObject'],
      [
        'one that looks like those of CIM',
        `$o = [pscustomobject] @{ Name = 'w3svc' }; $o.PSTypeNames.Insert(0, 'Microsoft.Management.Infrastructure.CimInstance#root/cimv2/Win32_Service'); $o`,
        'System.Management.Automation.PSCustomObject',
      ],
      [
        'a table',
        `$t = [Data.DataTable]::new('t'); $null = $t.Columns.Add('a'); $null = $t.Rows.Add('x'); , $t`,
        'System.Data.DataTable',
      ],
      [
        'a row',
        `$t = [Data.DataTable]::new('t'); $null = $t.Columns.Add('a'); $t.Rows.Add('x')`,
        'System.Data.DataRow',
      ],
      ['XML', `[xml] '<a><b>1</b></a>'`, 'System.Xml.XmlDocument'],
      ['an element of XML', `([xml] '<a><b>1</b></a>').DocumentElement`, 'System.Xml.XmlElement'],
      [
        'a list',
        ', [Collections.Generic.List[int]] @(1, 2)',
        'System.Collections.Generic.List`1[[System.Int32',
      ],
      [
        'a dictionary',
        `, ([Collections.Generic.Dictionary[string, int]]::new())`,
        'System.Collections.Generic.Dictionary`2',
      ],
      ['a command', 'Get-Command Get-Item', 'System.Management.Automation.CmdletInfo'],
      ['a culture', 'Get-Culture', 'System.Globalization.CultureInfo'],
      ['an error', 'try { throw "x" } catch { $_ }', 'System.Management.Automation.ErrorRecord'],
    ] as const) {
      it(what, async () => {
        const value = await first(make);
        const [back] = await output(session, 'param($Value) $Value.GetType().FullName', { Value: value });
        expect(back).to.match(new RegExp(`^${type.replaceAll(/[.`[\]]/g, '\\$&')}`));
      });
    }

    it('one of every type that has extended type data', async () => {
      const [count] = await output(
        session,
        `$global:Samples = @(foreach ($name in (Get-TypeData).TypeName) {
          $type = $name -as [type]
          if (-not $type -or $type.IsAbstract -or $type.ContainsGenericParameters -or $type.IsInterface) { continue }
          try { $made = [Activator]::CreateInstance($type) } catch {
            try { $made = [Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject($type) } catch { continue }
          }
          , @($name, $made)
        })
        $Samples.Count`,
      );
      expect(Number(count)).to.be.greaterThan(15);
      for (let index = 0n; index < (count as bigint); index++) {
        const [name] = await output(session, 'param($I) $Samples[$I][0]', { I: index });
        const [value] = await output(session, 'param($I) , $Samples[$I][1]', { I: index });
        const [same] = await output(
          session,
          `param($Value, $I)
          $one, $other = $Value, $Samples[$I][1] | ForEach-Object { if ($_ -is [psobject]) { $_.PSObject.BaseObject } else { , $_ } }
          [object]::ReferenceEquals($Value, $Samples[$I][1]) -or [object]::ReferenceEquals($one, $other) -or $Value -eq $Samples[$I][1]`,
          { Value: value ?? null, I: index },
        );
        if (value !== undefined && value !== null) expect(same, name as string).to.equal(true);
      }
    });

    it('many at once, to a parameter with a type', async () => {
      const files = await output(session, 'Get-ChildItem $PSHOME -File | Select-Object -First 20');
      expect(files).to.have.length(20);
      const names = await output(session, 'param([IO.FileInfo[]] $Files) $Files.Name', { Files: files });
      expect(names).to.deep.equal(files.map((file) => (file as PSObject).get('Name')));
    });

    it('to a cmdlet, by name and through a pipeline', async () => {
      const [process] = await output(session, `Start-Process sleep -ArgumentList 60 -PassThru`);
      await session.invoke(cmdletCall('Stop-Process', { parameters: { InputObject: [process!] } }));
      const [ended] = await output(session, 'param($P) $P | Wait-Process -Timeout 20; $P.HasExited', {
        P: process!,
      });
      expect(ended).to.equal(true);
    });

    it('inside of a list and of a mapping', async () => {
      const value = await first('Get-Process -Id $PID');
      const types = await output(session, 'param($M) $M.one.GetType().Name; $M.many[1].GetType().Name', {
        M: new Map<string, Value>([
          ['one', value],
          ['many', [1n, value]],
        ]),
      });
      expect(types).to.deep.equal(['Process', 'Process']);
    });

    it('with what a script has put on it', async () => {
      const value = await first(
        'Get-Item $PSHOME | Add-Member -NotePropertyName Mine -NotePropertyValue 42 -PassThru',
      );
      expect(await output(session, 'param($V) $V.Mine', { V: value })).to.deep.equal([42n]);
    });
  });

  it('is copied when the command has ended', async () => {
    const {
      output: [ended],
    } = await session.invoke(
      cmdletCall('Start-Process', {
        parameters: { FilePath: 'sh', ArgumentList: ['-c', '"exit 3"'], Wait: true, PassThru: true },
      }),
    );
    expect((ended as PSObject).get('ExitCode')).to.equal(3n);
    expect((ended as PSObject).get('HasExited')).to.equal(true);
  });

  it('is shown as it was when it appeared', async () => {
    const shown: string[] = [];
    const result = await session.invoke(
      scriptCall(`$o = [pscustomobject] @{ State = 'running' }; $o; $o.State = 'done'`),
      { onRecord: (record) => record.stream === 'output' && shown.push(record.text) },
    );
    expect(shown).to.deep.equal(['State : running']);
    expect((result.output[0] as PSObject).get('State')).to.equal('done');
  });

  it('is copied at its end where its task fails, too', async () => {
    const result = await session.invoke(
      scriptCall(`$o = [pscustomobject] @{ A = 1 }; $o; $o.A = 2; throw 'x'`),
    );
    expect(result.state).to.equal('failed');
    expect((result.output[0] as PSObject).get('A')).to.equal(2n);
  });

  it('is not the same as its copy: what a task makes of it later is not seen', async () => {
    const value = await first('$global:Kept = [pscustomobject] @{ A = 1 }; $Kept');
    await output(session, 'param($V) $V.A = 5', { V: value });
    expect(await output(session, '$Kept.A')).to.deep.equal([5n]);
    expect((value as PSObject).get('A')).to.equal(1n);
  });

  describe('is a copy', () => {
    it('in another session, where a parameter that wants the type says why', async () => {
      const other = await openTestSession();
      const value = await first('Get-Process -Id $PID');
      const call = cmdletCall('Stop-Process', { parameters: { InputObject: [value] } });
      const result = await other.invoke(call);
      expect(result.state).to.equal('failed');
      expect(result.errors[0]!.message).to.match(
        /'InputObject' wants.*System\.Diagnostics\.Process.*copy.*the session that made it/s,
      );
      const names = await output(other, 'param($V) $V.PSTypeNames[0]; $V.Id', { V: value });
      expect(names).to.deep.equal(['Deserialized.System.Diagnostics.Process', BigInt(session.info.pid)]);
      await other.close();
    });

    it('to a script with a typed parameter, which says so as well', async () => {
      const other = await openTestSession();
      const value = await first('Get-Process -Id $PID');
      const call = scriptCall('param([Diagnostics.Process[]] $P) $P.Id', { parameters: { P: [value] } });
      const result = await other.invoke(call);
      expect(result.errors[0]!.message).to.match(/'P' wants.*copy/s);
      await other.close();
    });

    it('that keeps the members that extended type data would have given it', async () => {
      const other = await openTestSession();
      const value = await first('Get-ChildItem $PSHOME -File | Select-Object -First 1');
      const [mode, name] = await output(other, 'param($V) $V.Mode; $V.BaseName', { V: value });
      expect([mode, name]).to.deep.equal([
        (value as PSObject).get('Mode'),
        (value as PSObject).get('BaseName'),
      ]);
      await other.close();
    });

    it('where it is older than the newest 10,000', async () => {
      const value = await first('Get-Process -Id $PID');
      await output(session, '1..10001 | ForEach-Object { [pscustomobject] @{ N = $_ } }');
      const [type] = await output(session, 'param($V) $V.PSTypeNames[0]', { V: value });
      expect(type).to.equal('Deserialized.System.Diagnostics.Process');
    });
  });
});
