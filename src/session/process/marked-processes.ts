import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { listProcesses } from './process-list.ts';

/**
 * Carried by everything that is started, and by all that it starts: by it a daemon is found that has left its process tree. Only Linux shows the environment of
 * a process, so elsewhere it is not set.
 */
const VARIABLE = 'RUNBOOK_STARTED_BY';

/** Milliseconds for what was ended to be gone. */
const PATIENCE = 500;

/** A process that still lives although what started it was stopped. */
export interface LeftProcess {
  readonly pid: number;
  /** Its command line, cut short. */
  readonly command: string;
}

export interface ProcessMark {
  /** What it is; undefined where processes do not show it. */
  readonly value: string | undefined;
  /** For the environment of what is started. */
  readonly variables: Readonly<Record<string, string>>;
  /** What carries the mark once what was ended has had time to go, and is not older than `age` (milliseconds). Not these ids. */
  left(options?: {
    readonly age?: number;
    readonly except?: number | undefined;
    readonly signal?: AbortSignal;
  }): Promise<readonly LeftProcess[]>;
}

/** `mark`: what it carries; default: what nothing else does. */
export function createProcessMark(mark: string = randomUUID()): ProcessMark {
  if (process.platform !== 'linux')
    return { value: undefined, variables: {}, left: () => Promise.resolve([]) };
  return {
    value: mark,
    variables: { [VARIABLE]: mark },
    async left({ age = Infinity, except, signal } = {}) {
      const deadline = Date.now() + PATIENCE;
      const since = performance.now() - age;
      for (let empty = 0; ;) {
        const found = (await carriers(mark, since)).filter(({ pid }) => pid !== except);
        // Once is not enough: a program that is just being started has no environment for a moment.
        if (found.length === 0) empty++;
        if (empty === 2 || Date.now() > deadline || signal?.aborted) return found;
        await delay(25);
      }
    },
  };
}

/** In words that go on after what was stopped; nothing where nothing is left. */
export function leftText(left: readonly LeftProcess[]): string | undefined {
  if (left.length === 0) return undefined;
  const each = left.map(({ pid, command }) => `${pid} (${command})`).join(', ');
  return left.length === 1
    ? `process ${each} was started here, has left its process tree, and still runs: end it by hand where it should not`
    : `processes ${each} were started here, have left their process tree, and still run: end them by hand where they should not`;
}

/** What lives and carries one of the marks, whoever has started it. */
export async function processesWith(marks: readonly string[]): Promise<readonly LeftProcess[]> {
  if (process.platform !== 'linux' || marks.length === 0) return [];
  return (await Promise.all(marks.map((mark) => carriers(mark, -Infinity)))).flat();
}

async function carriers(mark: string, since: number): Promise<LeftProcess[]> {
  const wanted = `${VARIABLE}=${mark}\0`;
  const pids = since === -Infinity ? await allPids() : await pidsSince(since);
  const found = await Promise.all(
    pids.map(async (pid): Promise<LeftProcess | undefined> => {
      try {
        if (!(await readFile(`/proc/${pid}/environ`, 'latin1')).includes(wanted)) return undefined;
        const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').join(' ').trim();
        return { pid, command: words.length > 80 ? `${words.slice(0, 79)}…` : words };
      } catch {
        // It has ended meanwhile, or is not ours to see.
        return undefined;
      }
    }),
  );
  return found.filter((each) => each !== undefined);
}

async function allPids(): Promise<number[]> {
  const names = await readdir('/proc').catch((): string[] => []);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}

/** Those that were started at this time (of `performance.now()`) or later. Start times are told in hundredths of a second. */
async function pidsSince(since: number): Promise<number[]> {
  const { at, processes } = await listProcesses();
  return processes.filter((each) => at - each.age >= since - 30).map(({ pid }) => pid);
}
