import type { ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { endProcessTree } from '../session/process/end-process-tree.ts';
import { descendants, kill } from '../session/process/process-tree.ts';
import { thisSystem, type SystemPrograms } from '../session/process/system-programs.ts';

/** Milliseconds that a program has to obey a polite request to end, and then to go when it was forced. */
export const NATIVE_GRACE = 3000;

export type EndableProgram = Pick<ChildProcess, 'pid' | 'exitCode' | 'signalCode' | 'kill'>;

/**
 * Ends a program with all that it started: asked first where the platform has a way to, forced after the grace time or as soon as `halt` aborts.
 * Resolves to whether it has gone, in a bounded time: a program that runs with more rights than we have is not ours to end.
 */
export async function endProgram(
  program: EndableProgram,
  halt: AbortSignal,
  system: SystemPrograms = thisSystem,
  grace: number = NATIVE_GRACE,
): Promise<boolean> {
  const { pid } = program;
  if (pid === undefined) return true;
  if (system.platform === 'win32') await endProcessTree(program, system);
  else await askThenForce(pid, halt, grace);
  const gone = () => program.exitCode !== null || program.signalCode !== null;
  for (const deadline = performance.now() + grace; !gone() && performance.now() < deadline;) await delay(20);
  return gone();
}

async function askThenForce(pid: number, halt: AbortSignal, grace: number): Promise<void> {
  const tree = [-pid, pid, ...(await descendants(pid))];
  kill(tree, 'SIGTERM');
  const deadline = performance.now() + grace;
  while (!halt.aborted && performance.now() < deadline && tree.some(lives)) await delay(20);
  kill([...tree, ...(await descendants(pid))]);
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
