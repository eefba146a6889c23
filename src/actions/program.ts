import type { TextEncoding } from '../values/text-encoding.ts';
import type { LeftProcess } from '../session/process/marked-processes.ts';

/** A native program to run outside PowerShell: an argument list, no shell. */
export interface ProgramRequest {
  /** The program, then its arguments; never empty. */
  readonly argv: readonly [string, ...string[]];
  readonly directory: string | undefined;
  /** Written to the program's standard input, which is then closed; without it the program has none. */
  readonly stdin: string | undefined;
  /** Of its output; without it that is read as what it is. */
  readonly encoding?: TextEncoding | undefined;
  /** On top of ours; null unsets. */
  readonly environment: ReadonlyMap<string, string | null>;
  /** What its processes carry, so that they are known when the runner is no more; without it what nothing else does. */
  readonly mark?: string | undefined;
  /** Aborting ends the program and what it started. */
  readonly signal: AbortSignal;
  onOutput(stream: 'stdout' | 'stderr', text: string): void;
}

/** A started program, for whoever has to know its process. */
export interface ProgramHooks {
  onStart?(pid: number): void;
}

export type ProgramResult =
  | { readonly kind: 'exited'; readonly exitCode: number }
  /** By a signal that we did not send. */
  | { readonly kind: 'killed'; readonly signal: string }
  /** We ended it because the request's signal was aborted. */
  | {
      readonly kind: 'stopped';
      /** The id of its process, where it could not be ended. */
      readonly stillRuns?: number | undefined;
      /** What it had started and that could not be ended. */
      readonly left?: readonly LeftProcess[];
    }
  | { readonly kind: 'not-started'; readonly message: string; readonly help: string };

/**
 * Runs a native program to its end. In a rehearsal a stand-in answers instead.
 * Errors: rejects with `SessionLost` or `SessionUnavailable` where it is on a host; on this machine never.
 */
export type RunProgram = (request: ProgramRequest) => Promise<ProgramResult>;
