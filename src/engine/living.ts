import type { ProgramTask } from '../program/program.ts';
import type { Around } from './around.ts';
import type { Run } from './run.ts';

/** A task that has begun, with what is known of it for all of its attempts. */
export interface Living {
  readonly id: string;
  readonly name: string;
  readonly task: ProgramTask;
  readonly around: Around;
  readonly run: Run;
  readonly noLog: boolean;
  /** It runs in check mode. */
  readonly checked: boolean;
}
