import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Who runs a runbook on this host. */
export interface LockHolder {
  readonly runId: string;
  readonly pid: number;
  /** When its process began, as the operating system counts; empty where that is not known. */
  readonly began: string;
  readonly host: string;
  readonly user: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

export type RunLock = { readonly release: () => void } | { readonly heldBy: LockHolder };

/** Takes the lock of a runbook on this host. One whose holder is no more is taken over. Errors: throws those of the file system. */
export function takeLock(path: string, holder: Omit<LockHolder, 'began'>): RunLock {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const content = JSON.stringify({ ...holder, began: beganAt(holder.pid) });
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, content, { flag: 'wx', mode: 0o600 });
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const heldBy = holderOf(path);
      if (heldBy && isAlive(heldBy)) return { heldBy };
      if (attempt > 0) throw error;
      rmSync(path, { force: true });
    }
  }
}

/** Who holds a lock; undefined where nobody does who is alive. */
export function lockHolder(path: string): LockHolder | undefined {
  const holder = holderOf(path);
  return holder && isAlive(holder) ? holder : undefined;
}

function holderOf(path: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockHolder;
  } catch {
    return undefined;
  }
}

/** Its process is there, and is not another one with the same number. */
function isAlive({ pid, began }: LockHolder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = beganAt(pid);
  return began === '' || now === '' || began === now;
}

/** Field 22 of Linux' `/proc/PID/stat`, in clock ticks since the boot. */
function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
