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

/**
 * How PowerShell is called from inside:
 *
 * - `script`: what the aim is about. A pipeline a call from `AddScript`, all on the runspace's one thread. A runspace's default is a new
 *   thread for each call, which costs more than the call does: against that, the aim would be easy.
 * - `new-thread`: the same with that default, as in a script whose author knows of no thread options.
 * - `command`: `AddCommand`, which has no text to parse. The least that a call can cost.
 */
export type Way = 'script' | 'new-thread' | 'command';

/** Nobody calls PowerShell faster from outside than it can be called from inside: one process, one runspace, a pipeline a call. */
export async function measureLimit(fixture: Fixture, calls: number, way: Way): Promise<Limit> {
  const script = fixture.write('limit.ps1', SCRIPT);
  const { executable, arguments: leading } = fixture.powershell;
  let inLoop = Number.NaN;
  const peaks: (number | null)[] = [];
  const run = await measuredRun(
    executable,
    [
      ...leading,
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      '-File',
      script,
      fixture.module,
      `${calls}`,
      way,
    ],
    {
      onLine: (line) => (inLoop = Number(line)),
      onTick: (pid) => peaks.push(memoryOf(pid).peak),
    },
  );
  return { perCall: inLoop / calls, perCallOfWhole: run.duration / calls, peak: highest(peaks) };
}

const SCRIPT = `param([string]$Module, [int]$Calls, [string]$Way)
$state = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
$state.ImportPSModule([string[]]@($Module))
$runspace = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($state)
if ($Way -ne 'new-thread') { $runspace.ThreadOptions = 'ReuseThread' }
$runspace.Open()
$clock = [System.Diagnostics.Stopwatch]::StartNew()
for ($i = 0; $i -lt $Calls; $i++) {
    $shell = [powershell]::Create()
    $shell.Runspace = $runspace
    if ($Way -eq 'command') { [void]$shell.AddCommand('${COMMAND}') } else { [void]$shell.AddScript('${COMMAND}') }
    [void]$shell.Invoke()
    if ($shell.HadErrors) { throw 'the call failed' }
    $shell.Dispose()
}
[Console]::Out.WriteLine($clock.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture))
$runspace.Dispose()
exit 0
`;
