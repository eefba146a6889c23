import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readLines } from './read-lines.ts';

export interface MeasuredRun {
  /** When it was started, in milliseconds since the epoch. */
  readonly started: number;
  /** Milliseconds from the start of the process to its end. */
  readonly duration: number;
}

export interface RunHooks {
  readonly environment?: Readonly<Record<string, string>>;
  /** Default: that of this process. */
  readonly cwd?: string;
  /** Each line of standard output, with the process's id. Without it, output goes nowhere. */
  readonly onLine?: (line: string, pid: number) => void;
  /** Lines that begin with this are dropped unread: a reader that is slower than the writer would be what is measured. */
  readonly skip?: string;
  /** Exit codes that are no mistake. Default: 0. */
  readonly accepted?: readonly number[];
  /** Some 50 times a second, as long as it lives. */
  readonly onTick?: (pid: number) => void;
}

/** There is no such program here, or this user may not run it. */
export class NotStarted extends Error {}

/** Runs a program to its end. Errors: rejects with `NotStarted`, or where it does not end as it may with what it wrote to stderr. */
export async function measuredRun(
  file: string,
  args: readonly string[],
  { environment, cwd, onLine, skip, onTick, accepted = [0] }: RunHooks = {},
): Promise<MeasuredRun> {
  const started = now();
  const child = spawn(file, args, {
    stdio: ['ignore', onLine ? 'pipe' : 'ignore', 'pipe'],
    env: { ...process.env, ...environment },
    cwd,
  });
  const { pid } = child;
  if (pid === undefined) {
    const [{ message }] = (await once(child, 'error')) as [Error];
    throw new NotStarted(`"${file}" cannot be started: ${message}`);
  }
  const closed = once(child, 'close');
  if (child.stdout && onLine) readLines(child.stdout, skip, (line) => onLine(line, pid));
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors = `${errors}${text}`.slice(-4000)));
  const ticking = onTick && setInterval(() => onTick(pid), 20);
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  const duration = now() - started;
  clearInterval(ticking);
  await closed;
  if (exitCode === null || !accepted.includes(exitCode))
    throw new Error(`"${file} ${args.join(' ')}" ended with ${String(exitCode)}\n${errors}`);
  return { started, duration };
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
