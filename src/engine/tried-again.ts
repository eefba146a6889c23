import { attempted, type Attempt } from './attempt.ts';

/**
 * A task was tried again on the operator's word: what it had done before stays on record. A doubt is over when it has ended well since; where nothing was
 * called since, all counts that was there.
 */
export function followed(now: Attempt, before: Attempt): Attempt {
  const { status, reason } = now;
  const isWell = status === 'ok' || status === 'changed';
  if (now.attempts > before.attempts) {
    if (isWell || before.inDoubt === undefined) return now;
    return attempted(status, reason, now.result, now.attempts, {
      ...now,
      inDoubt: now.inDoubt ?? before.inDoubt,
    });
  }
  const result = new Map(now.result);
  if (before.result.get('changed') === true) result.set('changed', true);
  return attempted(status, reason, result, before.attempts, {
    ...now,
    inDoubt: now.inDoubt ?? before.inDoubt,
  });
}

/** What the operator typed and did not come to its end is in doubt, however the task has ended. */
export function withDoubts(end: Attempt, doubts: readonly string[]): Attempt {
  if (doubts.length === 0) return end;
  const inDoubt = [...(end.inDoubt === undefined ? [] : [end.inDoubt]), ...doubts].join('; ');
  return attempted(end.status, end.reason, end.result, end.attempts, { ...end, inDoubt });
}
