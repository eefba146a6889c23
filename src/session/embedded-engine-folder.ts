import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An embedded engine that is ready to be started. */
export interface EmbeddedEngine {
  readonly executable: string;
  /** The version of PowerShell that it is, such as `7.6.9`. */
  readonly version: string;
}

/** Why there is no embedded engine. `message` and `help` are for the user. */
export interface EmbeddedEngineProblem {
  readonly code:
    'no-sdk' | 'sdk-too-old' | 'restore-failed' | 'build-failed' | 'cache-unwritable' | 'interrupted';
  readonly message: string;
  /** What to do. */
  readonly help: string;
  /** The last lines of the build's output. */
  readonly lastLines?: string;
}

export const executableName = process.platform === 'win32' ? 'runbook-engine.exe' : 'runbook-engine';

/** The engine in a folder of the cache; nothing where the folder is not one, or the .NET that it was built with has gone. */
export function readEngine(folder: string): EmbeddedEngine | undefined {
  let version: unknown;
  try {
    ({ version } = JSON.parse(readFileSync(join(folder, 'engine.json'), 'utf8')) as { version?: unknown });
  } catch {
    return undefined;
  }
  const executable = join(folder, executableName);
  if (typeof version !== 'string' || !existsSync(executable)) return undefined;
  return existsSync(join(folder, 'dotnet', 'host')) ? { executable, version } : undefined;
}
