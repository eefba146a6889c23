import { sshd, startSshHost, type SshHost } from '../test/harness/ssh-host.ts';
import { appliedRun } from './applied-run.ts';
import { emptyTasks, type Fixture } from './fixture.ts';
import { measureFlood } from './flood.ts';
import { measuredRun } from './measured-run.ts';
import { measureRoundTrips } from './session.ts';
import { median } from './statistics.ts';

/** A host over SSH on this machine, beside this machine itself and beside PowerShell's own remoting. Milliseconds. */
export interface HostFigures {
  /** To the first task of one: of `runbook apply -i`. */
  readonly toFirstTask: number;
  /** From the start of PowerShell to a session of its own: `New-PSSession`, nothing called. */
  readonly bareOpen: number;
  /** Through the session alone. */
  readonly call: number;
  readonly ping: number;
  /** `Invoke-Command` in an open session of its own. */
  readonly bareCall: number;
  /** So many megabytes of one task: through `runbook apply -i`, and through `Invoke-Command`. */
  readonly megabytes: number;
  readonly flood: number;
  readonly bareFlood: number;
}

/** Or why there is none. */
export type HostMeasured = HostFigures | { readonly missing: string };

export async function measureHost(
  fixture: Fixture,
  { calls, megabytes, rounds }: Readonly<Record<'calls' | 'megabytes' | 'rounds', number>>,
): Promise<HostMeasured> {
  if (sshd === undefined) return { missing: 'openssh-server is not installed' };
  const host = await startSshHost({ powershell: fixture.powershell });
  try {
    const file = fixture.write('host.yml', emptyTasks(fixture, 1));
    const { connection, connectionFile } = host;
    const measured: Omit<HostFigures, 'megabytes'>[] = [];
    for (let round = 1; round <= rounds; round++) {
      const bare = await measureBare(fixture, host, calls, megabytes);
      const applied = await appliedRun(fixture, file, { connectionFile });
      const trips = await measureRoundTrips(fixture, calls, connection);
      const flood = await measureFlood(fixture, megabytes, { connectionFile });
      measured.push({ ...bare, ...trips, toFirstTask: applied.toFirstTask, flood: flood.tasks });
    }
    const middle = (name: Exclude<keyof HostFigures, 'megabytes'>) =>
      median(measured.map((each) => each[name]));
    return {
      toFirstTask: middle('toFirstTask'),
      bareOpen: middle('bareOpen'),
      call: middle('call'),
      ping: middle('ping'),
      bareCall: middle('bareCall'),
      megabytes,
      flood: middle('flood'),
      bareFlood: middle('bareFlood'),
    };
  } finally {
    await host.close();
  }
}

async function measureBare(
  fixture: Fixture,
  { connection }: SshHost,
  calls: number,
  megabytes: number,
): Promise<Pick<HostFigures, 'bareOpen' | 'bareCall' | 'bareFlood'>> {
  const script = fixture.write('bare-host.ps1', SCRIPT);
  const { executable, arguments: leading } = fixture.powershell;
  const { host, port, user, keyFile, options } = connection;
  const bare = [...leading, '-NoLogo', '-NoProfile', '-NonInteractive', '-File', script];
  const way = [host, `${port ?? 22}`, user ?? '', keyFile ?? '', options?.get('UserKnownHostsFile') ?? ''];
  const told: number[] = [];
  let opened = Number.NaN;
  const run = await measuredRun(executable, [...bare, ...way, `${calls}`, `${megabytes}`], {
    onLine(line) {
      if (line === 'opened') opened = performance.timeOrigin + performance.now();
      else told.push(Number(line));
    },
  });
  const [inLoop = Number.NaN, bareFlood = Number.NaN] = told;
  return { bareOpen: opened - run.started, bareCall: inLoop / calls, bareFlood };
}

const SCRIPT = `param([string]$HostName, [int]$Port, [string]$UserName, [string]$Key, [string]$Known, [int]$Calls, [int]$Megabytes)
$invariant = [cultureinfo]::InvariantCulture
$options = @{ UserKnownHostsFile = $Known; GlobalKnownHostsFile = '/dev/null'; BatchMode = 'yes' }
$session = New-PSSession -HostName $HostName -Port $Port -UserName $UserName -KeyFilePath $Key -Options $options -ErrorAction Stop
[Console]::Out.WriteLine('opened')
Invoke-Command -Session $session -ScriptBlock { function Set-Nothing { [CmdletBinding()] param() } }
$clock = [System.Diagnostics.Stopwatch]::StartNew()
for ($i = 0; $i -lt $Calls; $i++) { Invoke-Command -Session $session -ScriptBlock { Set-Nothing } }
[Console]::Out.WriteLine($clock.Elapsed.TotalMilliseconds.ToString($invariant))
$clock.Restart()
$count = 0
Invoke-Command -Session $session -ScriptBlock { param($Lines) $line = 'x' * 1000; for ($i = 0; $i -lt $Lines; $i++) { $line } } -ArgumentList ($Megabytes * 1000) |
    ForEach-Object { $count++ }
if ($count -ne $Megabytes * 1000) { throw "only $count lines came" }
[Console]::Out.WriteLine($clock.Elapsed.TotalMilliseconds.ToString($invariant))
Remove-PSSession $session
exit 0
`;
