import { join } from 'node:path';
import type { Sandbox } from '../harness/sandbox.ts';

/** Something that is run, killed, and gone on with until it has ended. */
export interface KillSubject {
  readonly name: string;
  /** A folder of its own, in which the runs' journals are in `runs`. */
  readonly sandbox: Sandbox;
  /** The command line of the first run. */
  readonly first: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Each effect as it has really happened, written down by the world itself, in order. */
  effects(): readonly string[];
  /** What the world is like now. */
  state(): string;
  /** A call that is made once more does the same as before, whatever the world is like by then. */
  readonly doesTheSameAgain: boolean;
  /** Whether this effect may come of this call, which is on record as intended. */
  isOf(effect: string, call: IntendedCall): boolean;
}

/** A call as a journal has it. */
export interface IntendedCall {
  readonly kind: string;
  readonly name?: string;
  readonly argv?: readonly string[];
}

/** The folder of its journals. */
export function runsOf({ sandbox }: KillSubject): string {
  return join(sandbox.directory, 'runs');
}
