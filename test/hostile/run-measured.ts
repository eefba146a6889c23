import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { program } from '../harness/paths.ts';

/** Milliseconds after which it is taken for something that never ends, on a busy machine. */
export const PATIENCE = 60_000;

export interface MeasuredRun {
  /** Standard output, and standard error behind it. */
  readonly written: string;
  readonly status: number | NodeJS.Signals | null;
  /** What the process used; missing where it was killed. */
  readonly used: { readonly seconds: number; readonly megabytes: number } | undefined;
}

/** Runs the binary in a folder, with nothing on standard input, and has it say what it has used. */
export async function runMeasured(
  args: readonly string[],
  folder: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<MeasuredRun> {
  const measure = fileURLToPath(new URL('measure.cjs', import.meta.url));
  const child = spawn(process.execPath, ['--require', measure, program, ...args], {
    cwd: folder,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // Without the terminal of whoever runs the tests.
    detached: true,
    timeout: PATIENCE,
    killSignal: 'SIGKILL',
  });
  const [out, errors, used] = [1, 2, 3].map((number) => text(child.stdio[number] as Readable));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  const usage = (await used) ?? '';
  return {
    written: `${(await out) ?? ''}${(await errors) ?? ''}`,
    status: code ?? signal,
    used: usage === '' ? undefined : (JSON.parse(usage) as MeasuredRun['used']),
  };
}
