import { execa } from 'execa';
import { inheritedEnvironment } from '../process/inherited-environment.ts';
import { descendants, kill } from '../process/process-tree.ts';

export interface ProgramEnd {
  readonly succeeded: boolean;
  /** What it wrote, or why it could not be started. */
  readonly output: string;
}

export interface RunToEndOptions {
  readonly cwd: string;
  /** The whole of it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Aborting ends the program and all that it has started. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program that nobody looks at to its end. */
export async function runToEnd(
  file: string,
  args: readonly string[],
  { cwd, environment, signal }: RunToEndOptions,
): Promise<ProgramEnd> {
  if (signal?.aborted) return { succeeded: false, output: '' };
  const child = execa(file, args, {
    cwd,
    all: true,
    reject: false,
    stdin: 'ignore',
    extendEnv: false,
    env: inheritedEnvironment(environment),
    windowsHide: true,
  });
  const end = (): void => {
    const pid = child.pid;
    if (pid !== undefined) void descendants(pid).then((pids) => kill([pid, ...pids]));
  };
  signal?.addEventListener('abort', end, { once: true });
  try {
    const result = await child;
    return { succeeded: !result.failed, output: result.all || (result.shortMessage ?? '') };
  } finally {
    signal?.removeEventListener('abort', end);
  }
}
