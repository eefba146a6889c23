import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** Tasks of an ordinary runbook that may cost a third of what a hostile file may. */
const ORDINARY = 5000;

/** Seconds of the processor that a file may take: how fast this machine is at the moment says what validating an ordinary runbook takes on it. */
export async function mostSeconds(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'runbook-'));
  try {
    const tasks = Array.from(
      { length: ORDINARY },
      (_, index) => `  - { name: Step ${index}, debug: { msg: Done ${index} } }\n`,
    );
    writeFileSync(join(folder, 'ordinary.yml'), `tasks:\n${tasks.join('')}`);
    const { status, used, written } = await runMeasured(['validate', 'ordinary.yml'], folder);
    if (status !== 0 || !used) throw new Error(`the ordinary runbook cannot be measured: ${written}`);
    return 3 * used.seconds;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
