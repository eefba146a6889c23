import type { TaskStatus } from '../events/run-event.ts';
import type { Mapping } from '../values/value.ts';

/** What a task came to after its last attempt. */
export interface Attempted {
  readonly status: TaskStatus;
  readonly reason: string;
  readonly help?: string;
  readonly result: Mapping;
  readonly attempts: number;
  readonly facts?: Mapping;
  /** Why it may be half done. */
  readonly inDoubt: string | undefined;
}
