import { copyFile, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { findDotnetSdk, GET_SDK } from './dotnet-sdk.ts';
import { executableName, readEngine, type EmbeddedEngineProblem } from './embedded-engine-folder.ts';
import { descendants, kill } from './process-tree.ts';

interface Build {
  readonly sources: string;
  /** Relative to `sources`. */
  readonly files: readonly string[];
  /** Where the engine has to appear. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly onProgress: (line: string) => void;
  readonly signal?: AbortSignal;
}

interface Outcome {
  readonly succeeded: boolean;
  readonly output: string;
}

/**
 * Builds the engine in a folder of its own beside its place, from a copy of the sources (the package may be read-only), tries
 * it, and renames it into its place. Where another run was faster, that one's engine stays. Resolves to nothing, or to the problem.
 */
export async function buildEmbeddedEngine(build: Build): Promise<EmbeddedEngineProblem | undefined> {
  const started = Date.now();
  let work: string;
  try {
    await mkdir(dirname(build.folder), { recursive: true, mode: 0o700 });
    work = await mkdtemp(join(dirname(build.folder), '.build-'));
  } catch (error) {
    return {
      code: 'cache-unwritable',
      message: `the embedded engine cannot be built: ${(error as Error).message}`,
      help: 'name a folder that can be written in RUNBOOK_CACHE_DIR',
    };
  }
  try {
    const problem = await buildIn(work, build);
    if (build.signal?.aborted) return interrupted;
    if (problem) return problem;
    await moveIntoPlace(join(work, 'out'), build.folder);
    const seconds = Math.round((Date.now() - started) / 1000);
    build.onProgress(`The embedded PowerShell engine is built (${seconds} s): ${build.folder}`);
    return undefined;
  } finally {
    await rm(work, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }
}

const interrupted: EmbeddedEngineProblem = {
  code: 'interrupted',
  message: 'building the embedded engine was interrupted',
  help: 'start again: nothing of the interrupted build is used',
};

async function buildIn(work: string, build: Build): Promise<EmbeddedEngineProblem | undefined> {
  const run = runner(build);
  for (const file of build.files) {
    await mkdir(dirname(join(work, 'src', file)), { recursive: true });
    await copyFile(join(build.sources, file), join(work, 'src', file));
  }
  // A global.json further up could pin an SDK that is too old for this project.
  await writeFile(
    join(work, 'src', 'global.json'),
    JSON.stringify({ sdk: { rollForward: 'latestMajor', allowPrerelease: true } }),
  );
  const sdk = await findDotnetSdk(build.environment, join(work, 'src'));
  if ('code' in sdk) return sdk;

  build.onProgress(
    `Building the embedded PowerShell engine with the .NET SDK ${sdk.version} (only once, about 20 seconds) …`,
  );
  // Compiled ahead of time the engine starts in less than half the time; the compiler for that is a package of its own.
  let outcome = await run(sdk.dotnet, publish(work, true), join(work, 'src'));
  if (
    !outcome.succeeded &&
    !build.signal?.aborted &&
    /crossgen|ReadyToRun|NETSDK109[4-7]/i.test(outcome.output)
  ) {
    build.onProgress('Without the ahead-of-time compiler: the engine will start more slowly …');
    outcome = await run(sdk.dotnet, publish(work, false), join(work, 'src'));
  }
  if (!outcome.succeeded) return buildProblem(outcome.output);

  const out = join(work, 'out');
  await symlink(sdk.root, join(out, 'dotnet'), process.platform === 'win32' ? 'junction' : 'dir');
  const trial = await run(
    join(out, executableName),
    ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', '$PSVersionTable.PSVersion.ToString()'],
    work,
  );
  const version = /^\d+(\.\d+)+\S*$/m.exec(trial.output)?.[0];
  if (!trial.succeeded || !version) {
    return {
      code: 'build-failed',
      message: 'the embedded engine was built, but it does not start',
      help: 'install PowerShell 7 (https://aka.ms/powershell), or report this with the lines above',
      lastLines: lastLines(trial.output),
    };
  }
  await writeFile(join(out, 'engine.json'), JSON.stringify({ version }));
  return undefined;
}

function publish(work: string, readyToRun: boolean): string[] {
  return [
    'publish',
    join(work, 'src', 'runbook-engine.csproj'),
    '--configuration=Release',
    `--output=${join(work, 'out')}`,
    '--verbosity=quiet',
    `-property:PublishReadyToRun=${readyToRun}`,
    // No process may be left behind, and no settings of the folders above may reach in.
    '-nodeReuse:false',
    '-property:UseSharedCompilation=false',
    '-property:ImportDirectoryBuildProps=false',
    '-property:ImportDirectoryBuildTargets=false',
    '-property:ImportDirectoryPackagesProps=false',
  ];
}

/** Runs a program to its end; on abort the program and all that it started are ended. */
function runner({ environment, signal }: Build) {
  return async (file: string, args: readonly string[], cwd: string): Promise<Outcome> => {
    if (signal?.aborted) return { succeeded: false, output: '' };
    const child = execa(file, args, {
      cwd,
      all: true,
      reject: false,
      stdin: 'ignore',
      extendEnv: false,
      env: buildEnvironment(environment),
      windowsHide: true,
    });
    const end = (): void => {
      const pid = child.pid;
      if (pid !== undefined) void descendants(pid).then((pids) => kill([pid, ...pids]));
    };
    signal?.addEventListener('abort', end, { once: true });
    try {
      const result = await child;
      return { succeeded: !result.failed, output: result.all || (result.shortMessage ?? '') };
    } finally {
      signal?.removeEventListener('abort', end);
    }
  };
}

/** MSBuild takes every environment variable for a property: some machines have a `Platform` from their vendor. */
function buildEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^(platform|configuration|targetframework|outdir|version)$/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    DOTNET_CLI_TELEMETRY_OPTOUT: '1',
    DOTNET_CLI_UI_LANGUAGE: 'en',
    DOTNET_CLI_USE_MSBUILD_SERVER: '0',
    DOTNET_GENERATE_ASPNET_CERTIFICATE: 'false',
    DOTNET_NOLOGO: '1',
    MSBUILDDISABLENODEREUSE: '1',
  };
}

function buildProblem(output: string): EmbeddedEngineProblem {
  const lines = lastLines(output);
  if (/NETSDK1045|NETSDK1209/.test(output)) {
    return {
      code: 'sdk-too-old',
      message: 'this .NET SDK is too old for the embedded engine, which needs 10.0',
      help: GET_SDK,
      lastLines: lines,
    };
  }
  // NU1101 no such package, NU1102 no such version, NU1301 source out of reach, NU1100 not resolved.
  if (/NU110[0-2]|NU1301|unable to load the service index/i.test(output)) {
    return {
      code: 'restore-failed',
      message: 'the embedded engine cannot be built: its NuGet packages could not be fetched',
      help:
        'it needs System.Management.Automation 7.6.9 from https://api.nuget.org once: connect this machine, or name a ' +
        'source within reach in NuGet.Config, or install PowerShell 7 (https://aka.ms/powershell)',
      lastLines: lines,
    };
  }
  return {
    code: 'build-failed',
    message: 'the embedded engine cannot be built',
    help: 'the lines above say why; or install PowerShell 7 (https://aka.ms/powershell)',
    lastLines: lines,
  };
}

/** MSBuild repeats every error in its summary, and names the project after each. */
function lastLines(output: string): string {
  const lines = output
    .split(/\r?\n/)
    .map((line) => line.replace(/ \[[^\]]*\.csproj[^\]]*\]$/, '').trim())
    .filter((line) => line !== '');
  return [...new Set(lines)].slice(-10).join('\n');
}

async function moveIntoPlace(out: string, folder: string): Promise<void> {
  // A virus scanner may hold a new file for a moment; then Windows refuses the rename.
  for (let attempt = 0; ; attempt++) {
    try {
      await rename(out, folder);
      return;
    } catch (error) {
      if (readEngine(folder)) return;
      if (attempt === 5) throw error;
      // What is there is damaged, or its .NET has gone.
      await rename(folder, `${out}-replaced`).catch(() => undefined);
      await rm(`${out}-replaced`, { recursive: true, force: true }).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
    }
  }
}
