import { listProcesses, type ProcessEntry } from './process-list.ts';

/**
 * The process ids of everything that `pid` started and that still lives. A process whose parent has ended is not found. Resolves to
 * nothing where the platform's listing fails.
 */
export async function descendants(pid: number): Promise<number[]> {
  return [...below([pid], (await listProcesses()).processes)];
}

/** The ids of the processes below the given ones, without those. */
export function below(
  roots: readonly number[],
  processes: readonly Pick<ProcessEntry, 'pid' | 'parent'>[],
): Set<number> {
  const found = new Set(roots);
  // A child can come before its parent in the listing.
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const { pid, parent } of processes) if (found.has(parent)) found.add(pid);
  }
  for (const root of roots) found.delete(root);
  return found;
}

/** Ends processes for good; those that have gone already are no error. */
export function kill(pids: Iterable<number>, signal: NodeJS.Signals = 'SIGKILL'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself, or it is not ours to end.
    }
  }
}
