import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { isOnHost } from './is-on-host.ts';

/** The variable by which a process is known as started by a test, and so are all that it starts. */
export const MARK = 'RUNBOOK_TEST_MARK';

/** Milliseconds that something gets to come or to go: more than a slow and busy machine needs. */
const PATIENCE = 30_000;

/** A process that still lives. */
export interface Leftover {
  readonly pid: number;
  readonly command: string;
}

/**
 * The processes that carry the mark in their environment, and so were started under it, however far from their parent they are now. Only Linux
 * shows the environment of a process in a file: elsewhere nothing is found.
 */
function carriersOf(mark: string): readonly Leftover[] {
  if (process.platform !== 'linux') return [];
  const wanted = `${MARK}=${mark}\0`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        if (!readFileSync(`/proc/${name}/environ`, 'latin1').includes(wanted)) return [];
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0');
        return [{ pid: Number(name), command: words.join(' ').trim() }];
      } catch {
        // It ended while it was being looked at, or it is not ours to see.
        return [];
      }
    });
}

/** What is left of a run, once what was ending has had the time to end. */
export async function leftoversOf(mark: string, patience = PATIENCE): Promise<readonly Leftover[]> {
  const deadline = Date.now() + patience;
  for (;;) {
    const left = carriersOf(mark);
    if (left.length === 0 || Date.now() > deadline) return left;
    await delay(25);
  }
}

/** Resolves when a process under the mark has the text in its command line. */
export async function waitForProcess(mark: string, text: string, patience = PATIENCE): Promise<Leftover> {
  const deadline = Date.now() + patience;
  for (;;) {
    const found = carriersOf(mark).find(({ command }) => command.includes(text));
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`no process with "${text}" appeared`);
    await delay(20);
  }
}

/** Ends what a failed test left behind, so that the next one begins clean. */
export function endLeftovers(mark: string): void {
  for (const { pid } of carriersOf(mark)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}

/** Whether a process runs. One that has ended and that nobody has asked for its exit code does not. */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  try {
    return !/^\d+ \(.*\) Z /s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** Whether the process ends soon. */
export async function ends(pid: number, patience = PATIENCE): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (runs(pid) && Date.now() < deadline) await delay(20);
  return !runs(pid);
}

/** Whether a session's process runs no more: at once on this machine; on a host, which hears of it over the link, soon. */
export async function hasGone(pid: number): Promise<boolean> {
  return isOnHost ? ends(pid) : !runs(pid);
}
