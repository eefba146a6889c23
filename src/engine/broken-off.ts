import type { Task } from '../model/runbook.ts';
import type { Key, Value } from '../values/value.ts';
import type { Attempted } from './attempted.ts';
import { doubtAtStop, doubtAtTimeout, timeoutReason, type Cut } from './cut.ts';
import { mayAct } from './may-act.ts';
import type { RunState } from './run-state.ts';
import { stoppedBy } from './stop-control.ts';
import { thrownIn } from './thrown.ts';

/** An attempt that ended in an exception. */
interface BrokenAttempt {
  readonly error: unknown;
  readonly task: Task;
  readonly attempt: number;
  /** The attempt before it: what that did stays on record. */
  readonly before: Attempted | undefined;
  readonly cut: Cut;
  readonly limit: number | undefined;
}

/**
 * What comes of an attempt that threw. A mistake in the arguments and a PowerShell that cannot be had come before anything was done; with a
 * session that was lost, and with a bug of ours, nobody knows how far the task got.
 */
export function brokenOff(
  { error, task, attempt, before, cut, limit }: BrokenAttempt,
  state: RunState,
): Attempted {
  const { cause, message, reason, help } = thrownIn(error);
  const began = cause === 'lost' || cause === 'bug';
  const acted = began && mayAct(task.action);
  const attempts = began ? attempt : (before?.attempts ?? 0);
  const result = new Map<Key, Value>(before?.result);
  result.set('changed', acted || before?.result.get('changed') === true);
  result.set('failed', true).set('skipped', false).set('msg', message);
  if (attempts > 0) result.set('attempts', BigInt(attempts));
  if (cause === 'lost' || cause === 'unopened') result.set('unreachable', true);

  const ended = (status: Attempted['status'], why: string, inDoubt: string | undefined): Attempted => ({
    status,
    reason: why,
    help,
    result,
    attempts,
    facts: undefined,
    inDoubt: acted ? inDoubt : undefined,
    timedOut: cut.timedOut,
    thrown: cause,
  });
  if (cause !== 'lost') return ended('failed', reason, 'a bug in runbook ended it');
  if (cut.timedOut) {
    result.set('timedout', true);
    return ended('failed', `${timeoutReason(limit)}; ${message}`, doubtAtTimeout);
  }
  const { control } = state;
  // Then it was the runner that ended PowerShell, and not some signal.
  if (control.halt.aborted)
    return ended('stopped', `${stoppedBy(control)}, at once: PowerShell was ended for that`, doubtAtStop);
  if (cut.signal.aborted) return ended('stopped', `${stoppedBy(control)}; ${message}`, doubtAtStop);
  return ended('failed', reason, 'the session was lost while it ran');
}
