import type { TaskStatus } from '../events/run-event.ts';
import type { Mapping } from '../values/value.ts';
import type { Thrown } from './thrown.ts';

/**
 * What a task came to after its last attempt. Made in literals with every member, never by spreading: V8 gives an object that begins with
 * another one spread a hidden class of its own, and those of thousands of tasks pile up.
 */
export interface Attempted {
  readonly status: TaskStatus;
  readonly reason: string;
  readonly help: string | undefined;
  readonly result: Mapping;
  readonly attempts: number;
  readonly facts: Mapping | undefined;
  /** Why it may be half done. */
  readonly inDoubt: string | undefined;
  /** Its time was up: it is not tried again. */
  readonly timedOut: boolean;
  /** What ended it, where that was an exception: it is not tried again. */
  readonly thrown: Thrown['cause'] | undefined;
}
