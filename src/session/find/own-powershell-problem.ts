/** Why the runner has no PowerShell of its own. `message` and `help` are for the user. */
export interface OwnPowerShellProblem {
  readonly code:
    | 'no-sdk'
    | 'sdk-too-old'
    | 'package-unreachable'
    | 'cache-unwritable'
    | 'cache-full'
    | 'install-failed'
    | 'does-not-start'
    | 'interrupted';
  readonly message: string;
  /** What to do. */
  readonly help: string;
  /** The last lines of what the .NET SDK or PowerShell said. */
  readonly lastLines?: string;
}

const WHERE = 'name another folder in RUNBOOK_CACHE_DIR';

export const interrupted: OwnPowerShellProblem = {
  code: 'interrupted',
  message: 'its installation was interrupted',
  help: 'start again: nothing of the interrupted installation is used',
};

/** What the file system said when a folder of the cache was to be written. */
export function cacheProblem(error: unknown, folder: string): OwnPowerShellProblem {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? cacheFull(folder)
    : {
        code: 'cache-unwritable',
        message: `it cannot be installed in "${folder}": ${message}`,
        help: `make that folder one that this account can write, or ${WHERE}`,
      };
}

/** Megabytes that must be free; missing: it was found out the hard way. */
export function cacheFull(folder: string, free?: number): OwnPowerShellProblem {
  const known = free === undefined ? '' : `, where ${Math.floor(free)} MB are free`;
  return {
    code: 'cache-full',
    message: `there is no room for it in "${folder}"${known}`,
    help: `make room for ${MEGABYTES_NEEDED} MB there, or ${WHERE}`,
  };
}

/** What the installation takes for a moment; 61 MB of it stay. */
export const MEGABYTES_NEEDED = 250;

/** What the .NET SDK said when it did not install the package. */
export function installProblem(output: string, folder: string): OwnPowerShellProblem {
  if (/no space left on device|not enough space on the disk|disk quota exceeded/i.test(output)) {
    return { ...cacheFull(folder), lastLines: lastLines(output) };
  }
  // NU1101 no such package, NU1102 no such version, NU1301 source out of reach.
  if (
    /NU110[0-2]|NU1301|unable to load the service index|not found in nuget feeds|no nuget sources/i.test(
      output,
    )
  ) {
    return {
      code: 'package-unreachable',
      message: 'the package "PowerShell" could not be fetched',
      help:
        'it is needed once, from https://api.nuget.org: connect this machine, or name a source within reach that has it in ' +
        'NuGet.Config (`dotnet nuget add source`)',
      lastLines: lastLines(output),
    };
  }
  return {
    code: 'install-failed',
    message: 'the .NET SDK could not install it',
    help: 'the lines above say why; it needs https://api.nuget.org, and room for temporary files',
    lastLines: lastLines(output),
  };
}

export function doesNotStart(output: string): OwnPowerShellProblem {
  return {
    code: 'does-not-start',
    message: 'it was fetched, but it does not start',
    help: 'the lines above say why',
    lastLines: lastLines(output),
  };
}

function lastLines(output: string): string {
  const lines = output
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return [...new Set(lines)].slice(-10).join('\n');
}
