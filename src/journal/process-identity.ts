import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Milliseconds for the system's own program. */
const LIMIT = 3000;

/**
 * What tells a process from a later one with the same number, also after a restart of the machine; empty where that is not known. On Linux the boot, and field 22 of `/proc/PID/stat`, which
 * is the start in clock ticks since then; elsewhere on POSIX the start as `ps` tells it.
 */
export function identityOf(pid: number, platform: NodeJS.Platform = process.platform): string {
  try {
    if (platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
      return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`;
    }
    if (platform === 'win32') return '';
    const options = { env: { LC_ALL: 'C', TZ: 'UTC' }, encoding: 'utf8', timeout: LIMIT } as const;
    return execFileSync('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], options).trim();
  } catch {
    return '';
  }
}
