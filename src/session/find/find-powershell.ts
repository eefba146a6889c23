import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import type { PowerShellProgram } from './powershell-program.ts';
import { SessionUnavailable } from '../session.ts';
import { findOrInstallOwnPowerShell } from './own-powershell.ts';
import { OWN_VERSION, ownPowerShellFolder, readOwnPowerShell } from './own-powershell-folder.ts';

export interface PowerShellSearch {
  /** `--powershell`: a path or a name on PATH. */
  readonly explicit?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `session.edition`. */
  readonly edition?: 'desktop' | 'core' | undefined;
  /** A rehearsal may play on any PowerShell; for real a `desktop` runbook needs Windows PowerShell. */
  readonly rehearsal: boolean;
  /** Whether the runner's own copy may be installed where there is nothing else. Default true. */
  readonly install?: boolean;
  /** Called for what takes time: that installation. */
  readonly onProgress: (line: string) => void;
  /** Aborting ends the installation. */
  readonly signal?: AbortSignal;
}

export interface FoundPowerShell {
  readonly powershell: PowerShellProgram;
  readonly origin: '--powershell' | 'RUNBOOK_POWERSHELL' | 'PATH' | 'own copy';
}

export type PowerShellResult = FoundPowerShell | { readonly problem: SessionUnavailable };

/**
 * Design, section 3: `--powershell`, `RUNBOOK_POWERSHELL`, the edition's program on PATH, then the runner's own copy, which is installed
 * where it is not there yet.
 */
export async function findPowerShell(search: PowerShellSearch): Promise<PowerShellResult> {
  const { explicit, environment, edition, rehearsal, install = true, onProgress, signal } = search;
  const named = explicit ?? environment['RUNBOOK_POWERSHELL'];
  if (named !== undefined && named !== '') {
    const origin = explicit === undefined ? 'RUNBOOK_POWERSHELL' : '--powershell';
    const executable = findProgram(named, environment);
    return executable === undefined ? { problem: notThere(named, origin) } : found(executable, origin);
  }
  for (const program of programsFor(edition, rehearsal)) {
    const executable = findProgram(program, environment);
    if (executable !== undefined) return found(executable, 'PATH');
  }
  if (edition === 'desktop' && !rehearsal) return { problem: noWindowsPowerShell() };
  const own = install
    ? await findOrInstallOwnPowerShell({ onProgress, environment, signal })
    : readOwnPowerShell(ownPowerShellFolder(environment));
  if (own === undefined) return { problem: notInstalled() };
  if ('executable' in own) return { powershell: own, origin: 'own copy' };
  const { message, help, lastLines } = own.problem;
  const said = lastLines === undefined ? '' : `\n${lastLines}`;
  return {
    problem: new SessionUnavailable(
      'powershell-not-found',
      `there is no PowerShell on PATH, and none of the runner's own (${OWN_VERSION}): ${message}${said}`,
      `${help}; or install PowerShell 7 (https://aka.ms/powershell), or name one with --powershell or RUNBOOK_POWERSHELL`,
    ),
  };
}

function notInstalled(): SessionUnavailable {
  return new SessionUnavailable(
    'powershell-not-installed',
    `there is no PowerShell on PATH, and the runner's own (${OWN_VERSION}) is not installed yet`,
    'the first run installs it',
  );
}

function found(executable: string, origin: FoundPowerShell['origin']): FoundPowerShell {
  return { powershell: { executable, arguments: [] }, origin };
}

function programsFor(edition: PowerShellSearch['edition'], rehearsal: boolean): readonly string[] {
  switch (edition) {
    case 'desktop':
      return rehearsal ? ['powershell', 'pwsh'] : ['powershell'];
    case 'core':
      return ['pwsh'];
    case undefined:
      return ['pwsh', 'powershell'];
  }
}

/** The program's file, as the operating system would find it; undefined where there is none. */
export function findProgram(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const names = process.platform === 'win32' && !/\.(exe|com)$/i.test(name) ? [`${name}.exe`, name] : [name];
  const isPath = isAbsolute(name) || /[\\/]/.test(name);
  // On Windows the variable is "Path", and names of variables have no case.
  const path = Object.entries(environment).find(([key]) => key.toUpperCase() === 'PATH')?.[1] ?? '';
  // A relative folder, such as ".", is the current one: what lies there is not to be started.
  const folders = isPath ? [''] : path.split(delimiter).filter(isAbsolute);
  for (const folder of folders) {
    for (const candidate of names) {
      const file = isPath ? resolve(candidate) : join(folder, candidate);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch (error) {
    return isExecutionAlias(file, error);
  }
}

/**
 * A pwsh from the Microsoft Store is an app execution alias: it can be started, but Node cannot follow it
 * (https://github.com/nodejs/node/issues/36790).
 */
function isExecutionAlias(file: string, error: unknown): boolean {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return process.platform === 'win32' && syscall === 'stat' && code !== 'ENOENT' && /\.exe$/i.test(file);
}

function notThere(name: string, origin: string): SessionUnavailable {
  return new SessionUnavailable(
    'powershell-not-found',
    `there is no program "${name}", which ${origin} names`,
    `give the full path of pwsh or powershell.exe; without ${origin} one is looked for on PATH`,
  );
}

function noWindowsPowerShell(): SessionUnavailable {
  return new SessionUnavailable(
    'powershell-not-found',
    'the runbook needs Windows PowerShell (`session: { edition: desktop }`), and there is no powershell.exe on PATH',
    'run it on Windows, from where it reaches the server; `runbook rehearse` plays it on any machine',
  );
}
