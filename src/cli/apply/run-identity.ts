import { randomBytes } from 'node:crypto';
import { hostname, userInfo } from 'node:os';

/** Sorts by time, and two runs of one second differ. */
export function runIdAt(time: number): string {
  const stamp = new Date(time).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${randomBytes(2).toString('hex')}`;
}

/** Where a run takes place, and who started it. */
export function hostAndUser(): { readonly host: string; readonly user: string } {
  return { host: hostname(), user: userName() };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // No entry for this user, as in some containers.
    return 'unknown';
  }
}
