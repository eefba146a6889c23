import { basename } from 'node:path';
import { powershellVariables } from './powershell-program.ts';

/**
 * The environment of PowerShell's process: ours, and what the session adds. A PowerShell 7 that started us has put its own modules first in
 * PSModulePath, and Windows PowerShell would take its base commands from there and fail to load them
 * (https://github.com/PowerShell/PowerShell/issues/20804), so it does not get these folders.
 */
export function sessionEnvironment(
  ours: Readonly<NodeJS.ProcessEnv>,
  executable: string,
  added: Readonly<Record<string, string>>,
  platform: NodeJS.Platform = process.platform,
): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...ours, ...powershellVariables, ...added };
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
