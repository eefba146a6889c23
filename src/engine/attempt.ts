import type { TaskStatus } from '../events/run-event.ts';
import type { Key, Mapping, Value } from '../values/value.ts';
import type { TaskFinished } from '../events/run-event.ts';
import type { Held } from './held.ts';
import { thrownIn, type Thrown } from './thrown.ts';

/** What an attempt at a task came to. */
export interface Attempt {
  readonly status: TaskStatus;
  readonly reason: string;
  readonly help: string | undefined;
  readonly result: Mapping;
  /** The number of attempts by then, from 1; 0 where none has begun. */
  readonly attempts: number;
  readonly facts: Mapping | undefined;
  /** Why it may be half done. */
  readonly inDoubt: string | undefined;
  /** Its time was up: it is not tried again. */
  readonly timedOut: boolean;
  /** What ended it, where that was an exception: it is not tried again. */
  readonly thrown: Thrown['cause'] | undefined;
  /** It had failed, and whoever was asked about that let it count as skipped. */
  readonly skippedFailure: boolean;
  /** The id of the block whose window was overrun before it could begin, or go on. */
  readonly held: string | undefined;
  /** The task that goes on by itself which it has started, or of which it has seen the end. */
  readonly job: TaskFinished['job'];
}

/** The result of a task that has called nothing: `changed`, `failed` and `skipped` are false where they are not given. */
export function fieldsOf(fields: Readonly<Record<string, Value>>): Map<Key, Value> {
  return new Map<Key, Value>(Object.entries({ changed: false, failed: false, skipped: false, ...fields }));
}

/** What an exception makes of a task that has called nothing. */
export function failedBy(error: unknown): Attempt {
  const { cause, message, reason, help } = thrownIn(error);
  return attempted('failed', reason, fieldsOf({ failed: true, msg: message }), 0, { help, thrown: cause });
}

/** What becomes of what a window lets not begin, or not go on. `before`: what it has come to by then. */
export function heldBack({ policy, block, reason }: Held, before?: Attempt): Attempt {
  const result = new Map(before?.result ?? fieldsOf({})).set('failed', true).set('msg', reason);
  const { attempts = 0, facts, inDoubt, job } = before ?? {};
  const rest = { facts, inDoubt, job };
  if (policy === 'stop') return attempted('stopped', reason, result, attempts, rest);
  return attempted('failed', reason, result, attempts, { ...rest, held: block });
}

type Rest = Partial<
  Pick<Attempt, 'help' | 'facts' | 'inDoubt' | 'timedOut' | 'thrown' | 'skippedFailure' | 'held' | 'job'>
>;

/** The same attempt, which has to do with a task that goes on by itself. */
export function withJob(attempt: Attempt, job: Attempt['job']): Attempt {
  const { status, reason, help, result, attempts, facts, inDoubt, timedOut, thrown, skippedFailure, held } =
    attempt;
  const rest = { help, facts, inDoubt, timedOut, thrown, skippedFailure, held, job };
  return attempted(status, reason, result, attempts, rest);
}

/**
 * Made in one literal with every member, never by spreading: V8 gives an object that begins with another one spread a hidden class of its
 * own, and those of thousands of tasks pile up.
 */
export function attempted(
  status: TaskStatus,
  reason: string,
  result: Mapping,
  attempts: number,
  rest: Rest = {},
): Attempt {
  const { help, facts, inDoubt, timedOut = false, thrown, skippedFailure = false, held, job } = rest;
  return {
    status,
    reason,
    help,
    result,
    attempts,
    facts,
    inDoubt,
    timedOut,
    thrown,
    skippedFailure,
    held,
    job,
  };
}
