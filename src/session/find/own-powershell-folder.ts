import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programText, type PowerShellProgram } from './powershell-program.ts';
import { cacheDirectory } from './cache-directory.ts';

/** The PowerShell that the runner gets for itself where the machine has none. */
export const OWN_VERSION = '7.6.9';

/** A file that only a whole copy has: it is written last. Its time says when the copy was used, to a day. */
export const MARK = 'runbook.json';

/** What the mark says: how this copy was started when it was tried. */
interface Mark {
  /** The `dotnet` that starts it; null where it is a program by itself. */
  readonly dotnet: string | null;
}

/** The folder of all copies. */
export function ownPowerShells(environment: Readonly<Record<string, string | undefined>>): string {
  return join(cacheDirectory(environment), 'powershell');
}

/** Where the copy of this version is, or would be. A cache can be shared by machines, as home folders are. */
export function ownPowerShellFolder(environment: Readonly<Record<string, string | undefined>>): string {
  return join(ownPowerShells(environment), `${OWN_VERSION}-${process.platform}-${process.arch}`);
}

/** The copy in a folder of the cache; nothing where there is none, or the .NET that it was tried with has gone. */
export function readOwnPowerShell(folder: string): PowerShellProgram | undefined {
  let mark: Partial<Mark>;
  try {
    mark = JSON.parse(readFileSync(join(folder, MARK), 'utf8')) as Partial<Mark>;
  } catch {
    return undefined;
  }
  const program = ownProgram(folder, mark.dotnet ?? null);
  return [program.executable, programText(program)].every((file) => existsSync(file)) ? program : undefined;
}

/**
 * Not the tool's own shim: that is a second process, and to end it leaves PowerShell running. A .NET that is newer than the one that it was
 * built for will do where that is missing.
 */
export function ownProgram(folder: string, dotnet: string | null): PowerShellProgram {
  return dotnet === null
    ? { executable: join(folder, 'pwsh.exe'), arguments: [] }
    : { executable: dotnet, arguments: ['--roll-forward', 'Major', join(folder, 'pwsh.dll')] };
}
