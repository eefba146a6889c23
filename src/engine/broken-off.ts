import type { Key, Value } from '../values/value.ts';
import { attempted, type Attempt } from './attempt.ts';
import { doubtAtStop, doubtAtTimeout } from './cut-off.ts';
import type { Performed } from './effects.ts';
import { mayAct } from './may-act.ts';
import { stoppedBy } from './stop-control.ts';
import type { Living } from './living.ts';
import type { Thrown } from './thrown.ts';
import { timeoutReason, type TimeLimit } from './time-limit.ts';

/**
 * What comes of an attempt that threw. A mistake in the arguments and a PowerShell that cannot be had come before anything was done; with a
 * session that was lost, and with a bug of ours, nobody knows how far the task got. `end` is missing where the call was not made yet;
 * `before` is the attempt before it: what that did stays on record.
 */
export function brokenOff(
  { cause, message, reason, help }: Thrown,
  end: Performed | undefined,
  { task, run }: Living,
  about: {
    readonly attempt: number;
    readonly before: Attempt | undefined;
    readonly limit: TimeLimit | undefined;
  },
): Attempt {
  const { attempt, before, limit } = about;
  const began = cause === 'lost' || cause === 'bug';
  const acted = began && mayAct(task.source.action);
  const attempts = began ? attempt : (before?.attempts ?? 0);
  const result = new Map<Key, Value>(before?.result);
  result.set('changed', acted || before?.result.get('changed') === true);
  result.set('failed', true).set('skipped', false).set('msg', message);
  if (attempts > 0) result.set('attempts', BigInt(attempts));
  if (cause === 'lost' || cause === 'unopened') result.set('unreachable', true);

  const timedOut = end?.cut === 'timeout';
  const ended = (status: Attempt['status'], why: string, doubt: string): Attempt => {
    const inDoubt = acted ? doubt : undefined;
    return attempted(status, why, result, attempts, { help, inDoubt, timedOut, thrown: cause });
  };
  if (cause === 'journal' || cause === 'object') return ended('stopped', reason, '');
  if (cause !== 'lost') return ended('failed', reason, 'a bug in runbook ended it');
  if (timedOut) {
    result.set('timedout', true);
    return ended('failed', `${timeoutReason(limit)}; ${message}`, doubtAtTimeout);
  }
  const { stop } = run;
  // Then it was the runner that ended PowerShell, and not some signal.
  if (stop.stage === 'at once')
    return ended('stopped', `${stoppedBy(stop)}, at once: PowerShell was ended for that`, doubtAtStop);
  if (end?.cut === 'stop') return ended('stopped', `${stoppedBy(stop)}; ${message}`, doubtAtStop);
  return ended('failed', reason, 'the session was lost while it ran');
}
