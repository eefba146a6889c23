import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this user's caches are, with the name of the product; `RUNBOOK_CACHE_DIR` decides where it is set. */
export function cacheDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string {
  if (environment['RUNBOOK_CACHE_DIR']) return environment['RUNBOOK_CACHE_DIR'];
  const home = environment['HOME'] ?? environment['USERPROFILE'] ?? homedir();
  if (platform === 'win32') {
    return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'runbook');
  }
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'runbook');
  return join(environment['XDG_CACHE_HOME'] || join(home, '.cache'), 'runbook');
}
