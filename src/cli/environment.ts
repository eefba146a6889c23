import type { ReadStream, WriteStream } from 'node:tty';

/** What a command may touch of the world around it; `main.ts` makes the real one. */
export interface Environment {
  readonly stdin: NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY'>>;
  readonly stdout: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns' | 'rows'>>;
  readonly stderr: NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly currentDirectory: string;
  /** Where the package lies: `schemas/`, `runbooks/`, `powershell/` are in it. */
  readonly packageDirectory: string;
  /** What `--color` and `--no-color` ask for; without them terminals and variables decide (text/terminal-abilities.ts). */
  colours?: boolean;
  /** Milliseconds since the epoch. */
  now(): number;
  /** What the process ends with; a command sets it and never calls `process.exit`. */
  exitCode: ExitCode;
}

/** Design, section 4: 1 is a bug of ours. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5;
