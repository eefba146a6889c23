import { expect } from 'chai';
import { createMachine, type Machine } from './machine.ts';

describe('Rehearsal.psm1', () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await createMachine();
  });
  afterEach(() => machine.dispose());

  it('keeps state from process to process', async () => {
    await machine.script("Set-RehearsalState @{ names = @('a', 'b'); inner = @{ count = 1 } }");
    const state = await machine.script(`
      Set-RehearsalState -Change { param($State) $State.inner.count++; $State.names += 'c' }
      $result = Get-RehearsalState`);
    expect(state).to.deep.equal({ names: ['a', 'b', 'c'], inner: { count: 2 } });
  });

  it('gives out copies of the state, not the state', async () => {
    const state = await machine.script(`
      Set-RehearsalState @{ count = 1 }
      (Get-RehearsalState).count = 7
      $result = Get-RehearsalState`);
    expect(state).to.deep.equal({ count: 1 });
  });

  it('loses no change and no time when two processes write at once', async () => {
    const script = `1..60 | ForEach-Object {
      Set-RehearsalState -Change { param($State) $State['count'] = 1 + [int] $State['count'] }
      Add-RehearsalTime -Seconds 0.5
    }`;
    await Promise.all([machine.script(script), machine.script(script)]);
    expect(await machine.script('$result = Get-RehearsalState')).to.deep.equal({ count: 120 });
    expect(machine.file('clock')).to.equal('60');
  });

  it('writes simulated time as a plain decimal number in every culture', async () => {
    await machine.script(`
      [System.Threading.Thread]::CurrentThread.CurrentCulture = [System.Globalization.CultureInfo] 'de-DE'
      Add-RehearsalTime -Seconds 0.25
      Add-RehearsalTime -Seconds 1e6`);
    expect(machine.file('clock')).to.equal('1000000.25');
  });

  it('logs calls with their parameters, one line of ASCII each, and no secrets', async () => {
    await machine.script(`
      function Set-Thing {
        [CmdletBinding()] param([switch] $On, [string[]] $Name, [securestring] $Password, $Map)
        Write-RehearsalCall -Command $MyInvocation.MyCommand.Name -Parameters $PSBoundParameters
      }
      $secret = [securestring] (& { $s = [System.Activator]::CreateInstance([securestring]); $s.AppendChar('x'); $s })
      Set-Thing -On -Name 'a "b"', "\`u{e4}\`n" -Password $secret -Map @{ k = $null }
      Write-RehearsalCall -Command net -Arguments 'stop', 'w3svc'
      Write-RehearsalCall -Command net -Arguments @()`);
    const lines = machine.file('calls.log').trimEnd().split('\n');
    // eslint-disable-next-line no-control-regex
    expect(lines.join('\n')).to.match(/^[\x00-\x7f]*$/);
    expect(lines.map((line) => JSON.parse(line) as unknown)).to.deep.equal([
      {
        command: 'Set-Thing',
        parameters: { On: true, Name: ['a "b"', 'ä\n'], Password: '********', Map: { k: null } },
      },
      { command: 'net', arguments: ['stop', 'w3svc'] },
      { command: 'net', arguments: [] },
    ]);
  });

  it('notes what has really happened to the machine, and who did it, but not how often a fault was looked for', async () => {
    await machine.script(`
      Write-RehearsalCall -Command net -Arguments stop
      Set-RehearsalState @{ services = @{ W3SVC = 'Running' }; list = @(1, 2); faults = @{ here = 'warning' } }
      $null = Invoke-RehearsalFault here
      Set-RehearsalState -Change { param($State) $State.services.W3SVC = 'Stopped'; $State.Remove('list') }
      Set-RehearsalState @{ services = @{ W3SVC = 'Stopped' } }`);
    const lines = machine
      .file('effects.log')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { effect: number; command: string; changed: object });
    const mine = lines.slice(-3);
    expect(mine.map(({ command }) => command)).to.deep.equal(['net', 'net', 'net']);
    expect(mine.map(({ effect }) => effect - mine[0]!.effect)).to.deep.equal([0, 1, 2]);
    expect(mine[0]?.changed).to.include.keys('services.W3SVC', 'list');
    expect(mine[1]?.changed).to.deep.equal({
      list: [[1, 2], null],
      'services.W3SVC': ['Running', 'Stopped'],
    });
    expect(mine[2]?.changed).to.deep.equal({});
    expect(machine.file('state.clixml')).to.include(`<I32 N="Value">${mine[2]?.effect}</I32>`);
  });

  it('carries out the planned fault at its point, on the planned call, and at no other', async () => {
    const seen = await machine.script(`
      Set-RehearsalState @{ faults = @{ here = @{ on_call = 2; error = 'bang'; takes = 30 }; code = @{ exit_code = 7 } } }
      $result = @(
        $null -eq (Invoke-RehearsalFault elsewhere)
        $null -eq (Invoke-RehearsalFault here)
        try { Invoke-RehearsalFault here; 'no fault' } catch { [string] $_ }
        $null -eq (Invoke-RehearsalFault here)
        (Invoke-RehearsalFault code).exit_code
      )`);
    expect(seen).to.deep.equal([true, true, 'bang', true, 7]);
    expect(machine.file('clock')).to.equal('30');
  });

  it('ends its own process at once for the fault "dies"', async () => {
    let message = '';
    try {
      await machine.script(`
        Set-RehearsalState @{ faults = @{ here = 'dies' } }
        try { Invoke-RehearsalFault here } finally { Set-RehearsalState @{ survived = $true } }`);
    } catch (error) {
      message = String(error);
    }
    expect(message).to.not.equal('');
    expect(await machine.script('$result = (Get-RehearsalState).ContainsKey("survived")')).to.equal(false);
  });

  it('hangs for the fault "hang", with time passing, and can be stopped', async () => {
    const state = await machine.script(`
      Set-RehearsalState @{ faults = @{ here = 'hang' } }
      $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
      $null = $shell.AddScript("Import-Module '$((Get-Module Rehearsal).Path)'; Invoke-RehearsalFault here")
      $call = $shell.BeginInvoke()
      $clock = [System.IO.Path]::Combine($env:RUNBOOK_REHEARSAL, 'clock')
      while (-not [System.IO.File]::Exists($clock) -and -not $call.IsCompleted) { [System.Threading.Thread]::Sleep(10) }
      $shell.Stop()
      $result = [string] $shell.InvocationStateInfo.State`);
    expect(state).to.equal('Stopped');
    expect(Number(machine.file('clock'))).to.be.at.least(60);
  });

  it('makes enumeration types that serialize with name and number', async () => {
    const parts = await machine.script(`
      $type = New-RehearsalEnum 'Contoso.Status' @{ Stopped = 1; Running = 4 }
      $again = New-RehearsalEnum 'Contoso.Status' @{ Stopped = 1; Running = 4 }
      $value = [System.Enum]::Parse($type, 'Running')
      $result = @([string] $value, [int] $value, $type.FullName, $type.Equals($again), ($value -eq 'Running'))`);
    expect(parts).to.deep.equal(['Running', 4, 'Contoso.Status', true, true]);
  });

  it('says what is missing outside a rehearsal', async () => {
    const message = await machine.script(
      "$env:RUNBOOK_REHEARSAL = ''; try { Get-RehearsalState } catch { $result = [string] $_ }",
    );
    expect(message).to.contain('No rehearsal is running');
  });
});
