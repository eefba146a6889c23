import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { powershellVariables, type PowerShellProgram } from './powershell-program.ts';
import { findDotnetSdk, sdkEnvironment, withTemporaryFolder } from './dotnet-sdk.ts';
import { MARK, ownProgram, OWN_VERSION, readOwnPowerShell } from './own-powershell-folder.ts';
import {
  cacheFull,
  cacheProblem,
  doesNotStart,
  installProblem,
  interrupted,
  MEGABYTES_NEEDED,
  type OwnPowerShellProblem,
} from './own-powershell-problem.ts';
import { runToEnd } from './run-to-end.ts';
import { makeFolder, OWN_FOLDER } from '../../files/make-folder.ts';

export interface Installation {
  /** Where the copy has to appear. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onProgress: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
  /** Megabytes that are free in a folder. */
  readonly freeSpace?: ((folder: string) => Promise<number>) | undefined;
}

/**
 * Gets PowerShell from NuGet, as the .NET tool that it also is: into a folder of its own beside its place, where it is tried and
 * then renamed into its place. Where another run was faster, that one's copy stays. Of the tool only PowerShell for this platform is kept:
 * neither its shim, nor the package, nor the SDK's notes, in which the way to the folder stands. Resolves to nothing, or to the problem.
 */
export async function installOwnPowerShell(
  installation: Installation,
): Promise<OwnPowerShellProblem | undefined> {
  const { folder, onProgress, signal, freeSpace = megabytesFree } = installation;
  const place = dirname(folder);
  if (signal?.aborted) return interrupted;
  const started = Date.now();
  let work: string | undefined;
  try {
    makeFolder(place, OWN_FOLDER);
    work = await mkdtemp(join(place, '.install-'));
    const free = await freeSpace(place);
    if (free < MEGABYTES_NEEDED) return cacheFull(place, free);
    const whole = await installIn(work, place, installation);
    if (signal?.aborted) return interrupted;
    if (typeof whole !== 'string') return whole;
    await moveIntoPlace(whole, folder);
    const seconds = Math.max(1, Math.round((Date.now() - started) / 1000));
    onProgress(`PowerShell ${OWN_VERSION} is installed (${seconds} s): ${folder}`);
    return undefined;
  } catch (error) {
    return cacheProblem(error, place);
  } finally {
    if (work !== undefined) {
      await rm(work, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
    }
  }
}

/** Resolves to the folder of a copy that was tried and is whole. */
async function installIn(
  work: string,
  place: string,
  { environment, onProgress, signal }: Installation,
): Promise<string | OwnPowerShellProblem> {
  const sdk = await findDotnetSdk(environment);
  if ('code' in sdk) return sdk;
  onProgress(
    `Getting PowerShell ${OWN_VERSION} from NuGet with the .NET SDK ${sdk.version} ` +
      '(only once: 43 MB to fetch, 61 MB to keep) …',
  );
  // A global.json further up could pin an SDK that is too old.
  const anySdk = { sdk: { rollForward: 'latestMajor', allowPrerelease: true } };
  await writeFile(join(work, 'global.json'), JSON.stringify(anySdk));
  const tool = join(work, 'tool');
  const temporary = join(work, 'tmp');
  await mkdir(temporary);
  const ours = withTemporaryFolder(environment, temporary);
  const installed = await runToEnd(
    sdk.dotnet,
    ['tool', 'install', '--tool-path', tool, 'PowerShell', '--version', OWN_VERSION],
    { cwd: work, environment: sdkEnvironment(ours), signal },
  );
  if (signal?.aborted) return interrupted;
  if (!installed.succeeded) return installProblem(installed.output, place);
  const found = powershellFolder(tool);
  if (found === undefined)
    return doesNotStart(`there is no PowerShell in what "dotnet tool install" has made`);
  const whole = join(work, 'powershell');
  await rename(found, whole);

  let last = '';
  for (const dotnet of startersOf(whole, sdk.dotnet)) {
    const program = ownProgram(whole, dotnet);
    const trial = await tryToStart(program, work, ours, signal);
    if (signal?.aborted) return interrupted;
    if (trial === undefined) {
      await writeFile(join(whole, MARK), JSON.stringify({ dotnet }));
      return whole;
    }
    last = trial;
  }
  return doesNotStart(last);
}

/** In the tool's folder, which is named after the .NET that the package was built for. */
function powershellFolder(tool: string): string | undefined {
  const tools = join(tool, '.store', 'powershell', OWN_VERSION, 'powershell', OWN_VERSION, 'tools');
  if (!existsSync(tools)) return undefined;
  return readdirSync(tools)
    .map((framework) => join(tools, framework, 'any', process.platform === 'win32' ? 'win' : 'unix'))
    .find((folder) => existsSync(join(folder, 'pwsh.dll')));
}

/** On Windows it is a program by itself, which does not find a .NET in an unusual folder. */
function startersOf(folder: string, dotnet: string): (string | null)[] {
  return process.platform === 'win32' && existsSync(join(folder, 'pwsh.exe')) ? [null, dotnet] : [dotnet];
}

/** Resolves to nothing, or to what it said when it did not do as it should. */
async function tryToStart(
  { executable, arguments: leading }: PowerShellProgram,
  cwd: string,
  environment: Installation['environment'],
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { succeeded, output } = await runToEnd(
    executable,
    [
      ...leading,
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      '-Command',
      '$PSVersionTable.PSVersion.ToString()',
    ],
    { cwd, environment: { ...environment, ...powershellVariables }, signal },
  );
  return succeeded && output.trim() === OWN_VERSION ? undefined : output;
}

async function megabytesFree(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return (bavail * bsize) / 1024 / 1024;
}

async function moveIntoPlace(whole: string, folder: string): Promise<void> {
  // A virus scanner may hold a new file for a moment; then Windows refuses the rename.
  for (let attempt = 0; ; attempt++) {
    try {
      await rename(whole, folder);
      return;
    } catch (error) {
      if (readOwnPowerShell(folder)) return;
      if (attempt === 5) throw error;
      // What is there is damaged, or its .NET has gone.
      await rename(folder, `${whole}-replaced-${attempt}`).catch(() => undefined);
      await delay(50 * attempt);
    }
  }
}
