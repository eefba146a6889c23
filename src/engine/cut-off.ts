import type { Outcome } from '../actions/outcome.ts';
import type { Key, Value } from '../values/value.ts';
import { attempted, type Attempt } from './attempt.ts';
import { lastWords } from './last-words.ts';
import { stoppedBy } from './stop-control.ts';
import type { Living } from './living.ts';
import { timeoutReason, type TimeLimit } from './time-limit.ts';

export const doubtAtTimeout = 'it was stopped at its timeout';
export const doubtAtStop = 'it was stopped while it ran';

/** What comes of an attempt that was ended early, or that the operator declined. In doubt is only what had begun to change something. */
export function cutOff(
  { name, run }: Living,
  outcome: Outcome,
  fields: Map<Key, Value>,
  about: { readonly attempt: number; readonly limit: TimeLimit | undefined; readonly timedOut: boolean },
): Attempt {
  const { help, message, changed } = outcome;
  const { attempt, limit, timedOut } = about;
  const ended = (status: Attempt['status'], reason: string, said: string, doubt?: string): Attempt => {
    fields.set('changed', changed).set('failed', true).set('msg', reason);
    const inDoubt = changed ? doubt : undefined;
    return attempted(status, `${reason}${said}`, fields, attempt, { help, inDoubt, timedOut });
  };
  if (outcome.status === 'declined') {
    run.declined ??= { task: name, message };
    return ended('stopped', message, '');
  }
  if (timedOut) {
    fields.set('timedout', true);
    return ended('failed', timeoutReason(limit), lastWords(outcome.said, run.mask), doubtAtTimeout);
  }
  return ended('stopped', stoppedBy(run.stop), '', doubtAtStop);
}
