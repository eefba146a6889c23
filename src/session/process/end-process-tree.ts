import { kill } from './process-tree.ts';
import { systemProgram, thisSystem, type SystemPrograms } from './system-programs.ts';

/** Milliseconds for Windows' own program. */
const LIMIT = 3000;

/** How long a process that was ended may take to go. */
export const END_LIMIT = 5000;

/** A process that we have started, as the leader of its group outside of Windows. */
export interface StartedProcess {
  readonly pid?: number | undefined;
  kill(signal: NodeJS.Signals): boolean;
}

/**
 * Ends a process of ours for good, with what it has started: it may be a wrapper around the one that is meant. Resolves when all that was done that
 * can be, in a bounded time; whether the process has gone is not said: one that runs with more rights than we have stays.
 */
export async function endProcessTree(
  started: StartedProcess,
  system: SystemPrograms = thisSystem,
): Promise<void> {
  const { pid } = started;
  if (pid === undefined) return;
  if (system.platform === 'win32') {
    // Its children first: once it has gone, nothing tells any more which they are.
    await system.run(systemProgram('taskkill.exe'), ['/PID', String(pid), '/T', '/F'], LIMIT).catch(() => '');
  } else {
    kill([-pid]);
  }
  started.kill('SIGKILL');
}
