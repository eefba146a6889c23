import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMachine, lync, type Machine } from './machine.ts';
import { root } from '../harness/paths.ts';

interface Catalog {
  readonly commands: Readonly<Record<string, CatalogCommand>>;
}
interface CatalogCommand {
  readonly shouldProcess: boolean;
  readonly parameters: Readonly<
    Record<string, { switch?: boolean; aliases?: readonly string[]; values?: readonly string[] }>
  >;
  readonly sets: Readonly<Record<string, Readonly<Record<string, { mandatory?: boolean | null }>>>>;
}
interface StandIn {
  readonly shouldProcess: boolean;
  readonly parameters: Readonly<Record<string, { switch: boolean; values: readonly string[] }>>;
  /** The mandatory and the optional parameters of each set, sorted. */
  readonly sets: Readonly<Record<string, { mandatory: readonly string[]; optional: readonly string[] }>>;
}

const facts = (name: string): Catalog =>
  JSON.parse(readFileSync(join(root, 'catalogs', `${name}.json`), 'utf8')) as Catalog;

/** Returns what PowerShell knows of the functions of a module. */
const metadata = `
function Get-StandIn([string] $Module) {
  $common = @([System.Management.Automation.PSCmdlet]::CommonParameters) + @([System.Management.Automation.PSCmdlet]::OptionalCommonParameters)
  $all = @{}
  foreach ($command in (Get-Module $Module).ExportedFunctions.Values) {
    $parameters = @{}
    foreach ($parameter in $command.Parameters.Values) {
      if ($common -contains $parameter.Name) { continue }
      $values = @($parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ValidateSetAttribute] } | ForEach-Object { $_.ValidValues })
      $parameters[$parameter.Name] = @{ switch = $parameter.SwitchParameter; values = $values }
    }
    $sets = @{}
    foreach ($set in $command.ParameterSets) {
      $own = @($set.Parameters | Where-Object { $common -notcontains $_.Name })
      $mandatory = [string[]] @($own | Where-Object { $_.IsMandatory } | ForEach-Object { $_.Name })
      $optional = [string[]] @($own | Where-Object { -not $_.IsMandatory } | ForEach-Object { $_.Name })
      [array]::Sort($mandatory, [StringComparer]::Ordinal); [array]::Sort($optional, [StringComparer]::Ordinal)
      $sets[$set.Name] = @{ mandatory = $mandatory; optional = $optional }
    }
    $shouldProcess = $command.Parameters.ContainsKey('WhatIf')
    $all[$command.Name] = @{ shouldProcess = $shouldProcess; parameters = $parameters; sets = $sets }
  }
  $all
}`;

describe('The stand-ins of lync-backend.yml', () => {
  let machine: Machine;
  const script = (text: string) => machine.script(`${lync}\n${text}`);
  beforeEach(async () => {
    machine = await createMachine();
  });
  afterEach(() => machine.dispose());

  it('have the parameters, sets and switches of the real Lync commands', async () => {
    const standIns = (await script(`${metadata}; $result = Get-StandIn Lync`)) as Record<string, StandIn>;
    const { commands } = facts('lync-server-2013');
    expect(Object.keys(standIns)).to.not.have.length(0);
    for (const [name, standIn] of Object.entries(standIns)) {
      const real = commands[name]!;
      expect(standIn.shouldProcess, name).to.equal(real.shouldProcess);
      const parameters = Object.entries(real.parameters).map(([parameter, { switch: isSwitch, values }]) => [
        parameter,
        { switch: isSwitch ?? false, values: values ?? [] },
      ]);
      expect(standIn.parameters, name).to.deep.equal(Object.fromEntries(parameters));
      for (const [set, uses] of Object.entries(real.sets)) {
        const required = Object.keys(uses).filter((parameter) => uses[parameter]?.mandatory === true);
        const optional = Object.keys(uses).filter((parameter) => uses[parameter]?.mandatory !== true);
        expect(standIn.sets[set], `${name}, set ${set}`).to.deep.equal({
          mandatory: required.toSorted(),
          optional: optional.toSorted(),
        });
      }
      expect(Object.keys(standIn.sets).toSorted(), name).to.deep.equal(Object.keys(real.sets).toSorted());
    }
  });

  it('have no parameter that the real Windows command does not have', async () => {
    const standIns = (await script(`${metadata}; $result = Get-StandIn Windows`)) as Record<string, StandIn>;
    const { commands } = facts('windows-powershell-5.1');
    for (const [name, standIn] of Object.entries(standIns)) {
      const real = commands[name]!;
      expect(Object.keys(real.parameters), name).to.include.members(Object.keys(standIn.parameters));
      expect(Object.keys(real.sets), name).to.include.members(Object.keys(standIn.sets));
    }
  });

  it('leave it to PowerShell to refuse a wrong call, and nothing has run then', async () => {
    const calls = [
      'Install-CsDatabase -Update',
      'Install-CsDatabase -Update -ConfiguredDatabases',
      'Install-CsDatabase -Update -LocalDatabases -SqlServerFqdn sql01.contoso.com',
      'Install-CsDatabase -Update -LocalDatabases -ExcludeCollocatedStores',
      'Install-CsDatabase -Update -ConfiguredDatabases -SqlServerFqdn sql01.contoso.com -SqlInstanceName rtc',
      'Test-CsDatabase -LocalDatabases',
      'Start-CsWindowsService -Graceful',
      'Get-CsDatabaseMirrorState -PoolFqdn pool01.contoso.com -DatabaseType Users',
      'Get-Service -Nam w3svc -Bogus',
    ];
    const ids =
      await script(`$result = @(foreach ($call in @(${calls.map((call) => `'${call}'`).join(', ')})) {
      $shell = [powershell]::Create('CurrentRunspace').AddScript($call).AddCommand('Out-Null')
      try { $null = $shell.AddParameter('ErrorAction', 'Stop').Invoke(); 'ran' } catch { $_.Exception.InnerException.GetType().Name }
    })`);
    const binding = 'ParameterBindingException';
    const validation = 'ParameterBindingValidationException';
    expect(ids).to.deep.equal([...Array<string>(7).fill(binding), validation, binding]);
  });

  it('change nothing with -WhatIf, and say what they would do', async () => {
    const statuses = await script(`
      Stop-CsWindowsService -WhatIf
      Install-CsDatabase -Update -ConfiguredDatabases -SqlServerFqdn sql01.contoso.com -WhatIf
      $result = @(Get-CsWindowsService | ForEach-Object { $_.Status })`);
    expect(new Set(statuses as string[])).to.deep.equal(new Set(['Running']));
  });

  it('return the status of a service as the enumeration that Get-Service has', async () => {
    const status = await script(`
      $service = Get-Service -Name w3svc
      $result = @($service.Name, [string] $service.Status, [int] $service.Status, $service.Status.GetType().FullName)`);
    expect(status).to.deep.equal(['W3SVC', 'Running', 4, 'System.ServiceProcess.ServiceControllerStatus']);
  });

  describe('and the Global Assembly Cache', () => {
    const stop = 'Stop-CsWindowsService';
    const update = 'Install-CsDatabase -Update -ConfiguredDatabases -SqlServerFqdn sql01.contoso.com';
    const versions = `$result = @(Test-CsDatabase -ConfiguredDatabases -SqlServerFqdn sql01.contoso.com |
      ForEach-Object { $_.InstalledVersion -eq $_.ExpectedVersion } | Where-Object { -not $_ }).Count`;
    const install = () => machine.program('LyncServerUpdateInstaller', '/silentmode');

    it('are as the procedure wants it: stop, close, install, stop again, update', async () => {
      await script(stop);
      await machine.program('net', 'stop', 'w3svc');
      expect((await install()).exitCode).to.equal(0);
      expect(await script(`${stop}\n${update}\n${versions}`)).to.equal(0);
    });

    it('keep the old versions in the databases when the services are not stopped again', async () => {
      await script(stop);
      await machine.program('net', 'stop', 'w3svc');
      await install();
      expect(await script(`${update}\n${versions}`)).to.equal(3);
    });

    it('make the installer fail while a management shell is open', async () => {
      const opened = `$file = [System.IO.Path]::Combine($env:RUNBOOK_REHEARSAL, 'go')
        while (-not [System.IO.File]::Exists($file)) { [System.Threading.Thread]::Sleep(20) }
        $result = (Get-RehearsalState).update`;
      const shell = script(
        `${stop}\n[System.IO.File]::WriteAllText([System.IO.Path]::Combine($env:RUNBOOK_REHEARSAL, 'ready'), '')\n${opened}`,
      );
      await until(() => machine.file('ready'));
      const { exitCode, stderr } = await install();
      await machine.program('net', 'stop', 'w3svc');
      machine.write('go', '');
      expect(await shell).to.equal('none');
      expect(exitCode).to.equal(1603);
      expect(stderr).to.contain('Lync Server Management Shell is open');
      // The shell has ended: the same call goes through.
      expect((await install()).exitCode).to.equal(0);
    });

    it('make the installer ask for a restart while a service runs', async () => {
      expect((await install()).exitCode).to.equal(3010);
    });
  });

  describe('for native programs', () => {
    it('say what net.exe says, and end as it does', async () => {
      const seen = [
        await machine.program('net', 'stop', 'w3svc'),
        await machine.program('net', 'stop', 'w3svc'),
        await machine.program('net', 'start', 'W3SVC'),
        await machine.program('net', 'start', 'w3svc'),
        await machine.program('net', 'stop', 'nosuch'),
      ];
      expect(seen.map(({ exitCode }) => exitCode)).to.deep.equal([0, 2, 0, 2, 2]);
      expect(seen[0]?.stdout).to.contain('was stopped successfully');
      expect(seen[1]?.stderr).to.contain('NET HELPMSG 3521');
      expect(seen[3]?.stderr).to.contain('NET HELPMSG 2182');
      expect(seen[4]?.stderr).to.contain('NET HELPMSG 2185');
    });

    it('know the account and its rights', async () => {
      expect((await machine.program('whoami')).stdout).to.equal('contoso\\lync.admin');
      const groups = await machine.program('whoami', '/groups', '/fo', 'csv', '/nh');
      expect(groups.stdout).to.contain('"S-1-16-12288"');
    });
  });

  it('refuse a state that the simulated machine does not know', async () => {
    const message = await script(
      "$result = try { Set-RehearsalState @{ servces = @{}; machine_complete = $null }; & (Get-Module Lync) { Set-RehearsalState -Change { param($State) $State.Remove('machine_complete') }; Get-Machine } } catch { [string] $_ }",
    );
    expect(message).to.contain("'servces'");
  });
});

async function until(attempt: () => unknown): Promise<void> {
  for (;;) {
    try {
      attempt();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
