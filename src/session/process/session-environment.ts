import { basename } from 'node:path';
import { inheritedEnvironment } from './inherited-environment.ts';
import { powershellVariables } from '../find/powershell-program.ts';

/**
 * What only PowerShell's own start is told, and no task may see: the far end takes these out of the session before the first task, as those of
 * `HIDDEN_VARIABLES` that name them. Without the first three .NET and PowerShell open pipes for debuggers, as files in the folder for temporary files, and one that is
 * killed leaves them there.
 */
export const START_VARIABLES: Readonly<Record<string, string>> = {
  // The debugger's pipes, the profiler's, and those of `dotnet-counters` and its kin. The second is for .NET before 6.
  DOTNET_EnableDiagnostics: '0',
  COMPlus_EnableDiagnostics: '0',
  // The one that Enter-PSHostProcess connects to. It is known since PowerShell 7.6.
  POWERSHELL_DIAGNOSTICS_OPTOUT: '1',
  // .NET would measure the code that it has compiled quickly, to compile it better later: a start takes some 30 ms longer for that.
  DOTNET_TieredPGO: '0',
};

/** Names, divided by semicolons, of the variables that the far end has to take out of the session. */
const HIDDEN_VARIABLES = 'RUNBOOK_SESSION_HIDE';

/**
 * The environment of PowerShell's process: ours without the parameters, and what the session adds. A PowerShell 7 that started us has put its own modules first in
 * PSModulePath, and Windows PowerShell would take its base commands from there and fail to load them
 * (https://github.com/PowerShell/PowerShell/issues/20804), so it does not get these folders.
 */
export function sessionEnvironment(
  ours: Readonly<NodeJS.ProcessEnv>,
  executable: string,
  added: Readonly<Record<string, string>>,
  platform: NodeJS.Platform = process.platform,
): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = {
    ...inheritedEnvironment(ours),
    ...powershellVariables,
    ...startVariables(ours),
    ...added,
  };
  if (platform !== 'win32' || !/^powershell(\.exe)?$/i.test(basename(executable.replaceAll('\\', '/')))) {
    return environment;
  }
  for (const [name, value] of Object.entries(environment)) {
    if (name.toLowerCase() !== 'psmodulepath' || value === undefined) continue;
    const folders = value.split(';').filter((folder) => !/[\\/]powershell([\\/]|$)/i.test(folder));
    // Without the variable Windows PowerShell makes its own.
    if (folders.length > 0) environment[name] = folders.join(';');
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
    else delete environment[name];
  }
  return environment;
}

/** What somebody has set by hand stays as it is, also for the tasks. */
function startVariables(ours: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
  const set = new Set(Object.keys(ours).map((name) => name.toLowerCase()));
  const free = Object.entries(START_VARIABLES).filter(([name]) => !set.has(name.toLowerCase()));
  const variables = Object.fromEntries(free);
  // Never empty: Windows has no empty variables.
  return { ...variables, [HIDDEN_VARIABLES]: [HIDDEN_VARIABLES, ...Object.keys(variables)].join(';') };
}
