import { delimiter, dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import { execa } from 'execa';
import type { EmbeddedEngineProblem } from './embedded-engine-folder.ts';

/** The least .NET that System.Management.Automation 7.6 is built for. */
const NEEDED = 10;

export const GET_SDK =
  'install the .NET SDK 10 (https://dot.net/download), or PowerShell 7 (https://aka.ms/powershell)';

export interface DotnetSdk {
  /** The `dotnet` program. */
  readonly dotnet: string;
  /** The newest SDK. */
  readonly version: string;
  /** The installation's folder, with `host` and `shared` in it. */
  readonly root: string;
}

/** The .NET SDK on PATH, in `DOTNET_ROOT`, or in the folder where Microsoft's install script puts it. */
export async function findDotnetSdk(
  environment: Readonly<Record<string, string | undefined>>,
  cwd?: string,
): Promise<DotnetSdk | EmbeddedEngineProblem> {
  let newest = '';
  for (const dotnet of candidates(environment)) {
    const { stdout, failed } = await execa(dotnet, ['--list-sdks'], {
      reject: false,
      stdin: 'ignore',
      extendEnv: false,
      env: { ...environment, DOTNET_NOLOGO: '1', DOTNET_CLI_TELEMETRY_OPTOUT: '1' },
      windowsHide: true,
      ...(cwd !== undefined && { cwd }),
    });
    if (failed) continue;
    for (const [, version = '', folder = ''] of stdout.matchAll(/^(\d+\.\S+) \[(.+)\]\s*$/gm)) {
      if (Number.parseInt(version) >= NEEDED) return { dotnet, version, root: dirname(folder) };
      newest = version;
    }
  }
  return newest === ''
    ? {
        code: 'no-sdk',
        message: 'the embedded engine cannot be built: there is no .NET SDK on this machine',
        help: GET_SDK,
      }
    : {
        code: 'sdk-too-old',
        message: `the embedded engine cannot be built: it needs the .NET SDK ${NEEDED}.0 or later, and the newest one here is ${newest}`,
        help: GET_SDK,
      };
}

function candidates(environment: Readonly<Record<string, string | undefined>>): string[] {
  const name = process.platform === 'win32' ? 'dotnet.exe' : 'dotnet';
  const path = Object.entries(environment).find(([variable]) => variable.toUpperCase() === 'PATH')?.[1] ?? '';
  const home = environment['HOME'] ?? environment['USERPROFILE'];
  const folders = [...path.split(delimiter), environment['DOTNET_ROOT'], home && join(home, '.dotnet')];
  const files = folders
    .filter((folder): folder is string => folder !== undefined && folder !== '')
    .map((folder) => join(folder, name));
  return [...new Set(files)].filter((file) => existsSync(file));
}
