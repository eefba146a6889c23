import { readdirSync } from 'node:fs';
import { rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { PowerShellProgram } from './powershell-program.ts';
import type { Installation } from './install-own-powershell.ts';
import { MARK, ownPowerShellFolder, ownPowerShells, readOwnPowerShell } from './own-powershell-folder.ts';
import type { OwnPowerShellProblem } from './own-powershell-problem.ts';

export type OwnPowerShellResult = PowerShellProgram | { readonly problem: OwnPowerShellProblem };

export interface OwnPowerShellOptions extends Omit<Installation, 'folder' | 'environment'> {
  readonly environment?: Installation['environment'];
}

const DAY = 24 * 3600_000;
const UNUSED_FOR = 30 * DAY;
const ABANDONED_AFTER = DAY;

/**
 * The runner's own copy of PowerShell: from the per-user cache, or installed into it by the .NET SDK. Its folder appears there complete,
 * by one rename, so that neither an interrupted installation nor two at once can leave half of one.
 */
export async function findOrInstallOwnPowerShell(
  options: OwnPowerShellOptions,
): Promise<OwnPowerShellResult> {
  const { environment = process.env, ...how } = options;
  const folder = ownPowerShellFolder(environment);
  const found = readOwnPowerShell(folder);
  if (found) {
    await markUsed(folder);
    return found;
  }
  // Only here: loading it takes longer than finding a copy that is there.
  const { installOwnPowerShell } = await import('./install-own-powershell.ts');
  const problem = await installOwnPowerShell({ ...how, environment, folder });
  if (problem) return { problem };
  await removeStale(ownPowerShells(environment), folder);
  const installed = readOwnPowerShell(folder);
  if (installed) return installed;
  return {
    problem: {
      code: 'cache-unwritable',
      message: `it was installed, but it is not in "${folder}"`,
      help: 'something removes files from the cache: name another folder in RUNBOOK_CACHE_DIR',
    },
  };
}

/** A day is exact enough for `removeStale`, and spares a write at every start. */
async function markUsed(folder: string): Promise<void> {
  const mark = join(folder, MARK);
  try {
    const { mtimeMs } = await stat(mark);
    if (Date.now() - mtimeMs > DAY) await utimes(mark, new Date(), new Date());
  } catch {
    // A cache that cannot be written is good enough to start from.
  }
}

/** Takes away copies that nobody used for 30 days and installations that never ended. Best effort. */
async function removeStale(place: string, keep: string): Promise<void> {
  for (const name of readdirSync(place)) {
    const folder = join(place, name);
    if (folder === keep) continue;
    const isUnfinished = name.startsWith('.');
    try {
      const { mtimeMs } = await stat(isUnfinished ? folder : join(folder, MARK));
      const age = Date.now() - mtimeMs;
      if (age > (isUnfinished ? ABANDONED_AFTER : UNUSED_FOR)) {
        await rm(folder, { recursive: true, force: true });
      }
    } catch {
      // In use, not ours, or gone already.
    }
  }
}
