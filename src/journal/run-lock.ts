import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, OWN_FOLDER } from '../files/make-folder.ts';
import { identityOf } from './process-identity.ts';

/** Who runs a runbook on this host. */
export interface LockHolder {
  readonly runId: string;
  readonly pid: number;
  /** Says of its process that it is not another one with the same number; empty where that is not known. */
  readonly began: string;
  readonly host: string;
  readonly user: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

export type RunLock =
  | { readonly release: () => void }
  /** `file`: what says so. */
  | { readonly heldBy: LockHolder; readonly file: string };

/**
 * Takes the lock of a runbook on this host; `directory` is the lock's own. Its files are numbered: who makes the one with the highest number has it, and nobody makes the same one twice.
 * Where its holder is no more, a next one is made, so two who find that at once cannot both have it. Errors: throws those of the file system.
 */
export function takeLock(directory: string, holder: Omit<LockHolder, 'began'>): RunLock {
  makeFolder(directory, OWN_FOLDER);
  const content = JSON.stringify({ ...holder, began: identityOf(holder.pid) });
  for (;;) {
    const newest = numbersIn(directory).at(-1) ?? 0;
    const before = fileOf(directory, newest);
    const heldBy = livingHolder(before);
    if (heldBy) return { heldBy, file: before };
    const file = fileOf(directory, newest + 1);
    if (!makeWhole(file, content)) continue;
    // Made after somebody had gone further and put away what was before.
    if (numbersIn(directory).at(-1) !== newest + 1) {
      rmSync(file, { force: true });
      continue;
    }
    for (const number of numbersIn(directory)) {
      if (number <= newest) rmSync(fileOf(directory, number), { force: true });
    }
    // It stays, as nobody's: its number must not come again.
    return { release: () => writeFileSync(file, RELEASED) };
  }
}

/** Who holds a lock; undefined where nobody does who is alive. */
export function lockHolder(directory: string): LockHolder | undefined {
  const newest = numbersIn(directory).at(-1);
  return newest === undefined ? undefined : livingHolder(fileOf(directory, newest));
}

const RELEASED = '{}';

function fileOf(directory: string, number: number): string {
  return join(directory, `${number}.json`);
}

function numbersIn(directory: string): readonly number[] {
  try {
    return readdirSync(directory)
      .filter((name) => /^\d+\.json$/.test(name))
      .map((name) => Number.parseInt(name, 10))
      .toSorted((a, b) => a - b);
  } catch {
    return [];
  }
}

/** Makes a file that is never seen without its content; false where it is there. */
function makeWhole(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function livingHolder(path: string): LockHolder | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Partial<LockHolder>;
    return typeof holder.pid === 'number' && isAlive(holder as LockHolder)
      ? (holder as LockHolder)
      : undefined;
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
  const now = identityOf(pid);
  return began === '' || now === '' || began === now;
}
