import { delimiter, isAbsolute, join } from 'node:path';
import { existsSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { execa } from 'execa';
import { inheritedEnvironment } from '../process/inherited-environment.ts';
import type { OwnPowerShellProblem } from './own-powershell-problem.ts';

/** The .NET that PowerShell 7.6 is built for. */
const NEEDED = 10;

export const GET_SDK = 'install the .NET SDK 10 (https://dot.net/download)';

export interface DotnetSdk {
  /** The `dotnet` program. */
  readonly dotnet: string;
  readonly version: string;
}

/** No answer, no first-run greeting, no telemetry, and messages in the one language that we know. */
const sdkVariables = {
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_CLI_UI_LANGUAGE: 'en',
  DOTNET_CLI_USE_MSBUILD_SERVER: '0',
  DOTNET_GENERATE_ASPNET_CERTIFICATE: 'false',
  DOTNET_NOLOGO: '1',
  MSBUILDDISABLENODEREUSE: '1',
} as const;

/** Milliseconds: what is called dotnet may be anything. */
const LISTING_LIMIT = 30_000;

/** The .NET SDK on PATH, in `DOTNET_ROOT`, or in the folder where Microsoft's install script puts it. */
export async function findDotnetSdk(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<DotnetSdk | OwnPowerShellProblem> {
  let newest = '';
  for (const dotnet of candidates(environment)) {
    const { stdout, failed } = await execa(dotnet, ['--list-sdks'], {
      reject: false,
      timeout: LISTING_LIMIT,
      stdin: 'ignore',
      extendEnv: false,
      env: sdkEnvironment(environment),
      windowsHide: true,
    });
    if (failed) continue;
    for (const [, version = ''] of stdout.matchAll(/^(\d+\.\S+) \[.+\]\s*$/gm)) {
      if (Number.parseInt(version) >= NEEDED) return { dotnet, version };
      newest = version;
    }
  }
  return newest === ''
    ? { code: 'no-sdk', message: 'there is no .NET SDK on this machine to get it with', help: GET_SDK }
    : {
        code: 'sdk-too-old',
        message: `it needs the .NET SDK ${NEEDED} or later, and the newest one here is ${newest}`,
        help: GET_SDK,
      };
}

/** MSBuild takes every environment variable for a property: some machines have a `Platform` from their vendor. */
export function sdkEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const kept = Object.entries(inheritedEnvironment(environment)).filter(
    ([name]) => !/^(platform|configuration|targetframework|outdir|version)$/i.test(name),
  );
  return { ...Object.fromEntries(kept), ...sdkVariables };
}

/** The SDK and PowerShell leave something in the folder for temporary files: it goes with that folder. */
export function withTemporaryFolder(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
): Record<string, string | undefined> {
  const place = environment['TMPDIR'] || tmpdir();
  // All of NuGet's processes share their locks there, and so must this one: they write to the same cache of downloads.
  const locks = join(place, process.platform === 'linux' ? `NuGetScratch${userName()}` : 'NuGetScratch');
  return { NUGET_SCRATCH: locks, ...environment, TMPDIR: folder, TEMP: folder, TMP: folder };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // An id without an entry among the users, as containers have them.
    return '';
  }
}

function candidates(environment: Readonly<Record<string, string | undefined>>): string[] {
  const name = process.platform === 'win32' ? 'dotnet.exe' : 'dotnet';
  const path = Object.entries(environment).find(([variable]) => variable.toUpperCase() === 'PATH')?.[1] ?? '';
  const home = environment['HOME'] ?? environment['USERPROFILE'];
  const folders = [...path.split(delimiter), environment['DOTNET_ROOT'], home && join(home, '.dotnet')];
  const files = folders
    .filter((folder): folder is string => folder !== undefined && isAbsolute(folder))
    .map((folder) => join(folder, name));
  return [...new Set(files)].filter((file) => existsSync(file));
}
