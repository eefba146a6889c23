import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { sha256 } from '../text/sha256.ts';
import type { RunEntry } from './entry.ts';

/** Where this user's runs are kept, with the name of the product; `RUNBOOK_STATE_DIR` decides where it is set. Source: XDG Base Directory Specification 0.8. */
export function stateDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string {
  if (environment['RUNBOOK_STATE_DIR']) return environment['RUNBOOK_STATE_DIR'];
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  if (platform === 'win32')
    return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'runbook', 'state');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'runbook');
  return join(environment['XDG_STATE_HOME'] || join(home, '.local', 'state'), 'runbook');
}

export function runsDirectory(state: string): string {
  return join(state, 'runs');
}

/** The folder of the lock that a run holds: what changes nothing, and what is only rehearsed, keeps nobody but another of the same run out. */
export function lockOf(
  { mode, host, path }: Pick<RunEntry, 'mode' | 'host' | 'path'>,
  directory: string,
  state: string,
): string {
  return mode === 'apply' ? lockPath(state, host, path) : join(directory, 'lock');
}

/** The folder of the lock of the runbook at this path, on this host: what is around it may be shared by several. However the runbook was found, it is one file. */
function lockPath(state: string, host: string, path: string): string {
  const name = sha256(`${host}\n${realPath(path)}`).slice(0, 32);
  return join(state, 'locks', name);
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // It is there no more.
    return path;
  }
}
