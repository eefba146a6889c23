import { COMMAND, type Fixture } from './fixture.ts';
import { measuredRun } from './measured-run.ts';
import { memoryOf, type Memory } from './process-memory.ts';
import { highest } from './statistics.ts';

export interface Limit {
  /** Milliseconds a call, in the loop. */
  readonly perCall: number;
  /** Milliseconds a call, with the start and the end of the process. */
  readonly perCallOfWhole: number;
  readonly peak: Memory['peak'];
}

/** Nobody calls PowerShell faster from outside than it can be called from inside: one process, one runspace, a pipeline a call. */
export async function measureLimit(fixture: Fixture, calls: number): Promise<Limit> {
  const script = fixture.write('limit.ps1', SCRIPT);
  const { executable, arguments: leading } = fixture.powershell;
  let inLoop = Number.NaN;
  const peaks: (number | null)[] = [];
  const run = await measuredRun(
    executable,
    [...leading, '-NoLogo', '-NoProfile', '-NonInteractive', '-File', script, fixture.module, `${calls}`],
    {
      onLine: (line) => (inLoop = Number(line)),
      onTick: (pid) => peaks.push(memoryOf(pid).peak),
    },
  );
  return { perCall: inLoop / calls, perCallOfWhole: run.duration / calls, peak: highest(peaks) };
}

const SCRIPT = `param([string]$Module, [int]$Calls)
$state = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
$state.ImportPSModule([string[]]@($Module))
$runspace = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($state)
$runspace.Open()
$clock = [System.Diagnostics.Stopwatch]::StartNew()
for ($i = 0; $i -lt $Calls; $i++) {
    $shell = [powershell]::Create()
    $shell.Runspace = $runspace
    [void]$shell.AddScript('${COMMAND}')
    [void]$shell.Invoke()
    if ($shell.HadErrors) { throw 'the call failed' }
    $shell.Dispose()
}
[Console]::Out.WriteLine($clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture))
$runspace.Dispose()
exit 0
`;
