import type { BootTask } from './boot-task.ts';

/** Where a machine keeps what it runs when it has started. */
export interface BootRegistrar {
  /** What it is called where it is looked for: `systemd unit NAME.service`. */
  describe(name: string): string;
  /** Why nothing can be registered, found without leaving anything behind; undefined where it can be. */
  problem(task: BootTask): Promise<BootProblem | undefined>;
  /** Registers it, also in place of an earlier one of this name. Errors: rejects with the reason. */
  register(task: BootTask): Promise<void>;
  /** Takes it away; what is not there is none. Errors: rejects with the reason. */
  remove(name: string): Promise<void>;
}

export interface BootProblem {
  readonly why: string;
  readonly help: string;
}
