import { attempted, type Attempt } from './attempt.ts';
import { heldBetween } from './held-by-window.ts';
import { allHold, scopeWithResult, textOf } from './judge.ts';
import { makeAttempt } from './make-attempt.ts';
import { scopeOf } from './around.ts';
import { settingOr } from './setting-or.ts';
import type { Living } from './living.ts';
import { thrownIn } from './thrown.ts';

/** Ansible's defaults. */
const RETRIES = 3n;
const DELAY = 5000;

/**
 * Tries a task until it is done: once, or with `until` and `retries` up to `retries` + 1 times. `before`: what it came to when it was last tried like that.
 * Errors: rejects with `EvaluationError` for `retries` and `delay`, before the first attempt. From then on nothing is thrown: what an
 * attempt has done stays on record whatever comes after it.
 */
export async function makeAttempts(living: Living, before?: Attempt): Promise<Attempt> {
  const { id, name, task, run, noLog, around } = living;
  const { source } = task;
  const scope = scopeOf(task, around);
  const retrying = source.until !== undefined || source.retries !== undefined;
  const retries = retrying ? Number(settingOr(source.retries, scope, RETRIES)) : 0;
  const delay = settingOr(source.delay, scope, DELAY);
  const first = (before?.attempts ?? 0) + 1;
  let last = before;

  for (let attempt = first; ; attempt++) {
    const made: Attempt = await makeAttempt(living, attempt, last);
    last = made;
    if (!retrying || made.status === 'stopped' || made.status === 'not_run') return made;
    if (made.timedOut || made.thrown !== undefined) return made;
    let reason: string | undefined;
    try {
      reason = unfinished(living, made);
    } catch (error) {
      return undecided(made, error);
    }
    if (reason === undefined) return made;
    if (attempt >= first + retries) return exhausted(made, attempt, reason);
    run.emit({
      type: 'task-retried',
      time: run.now(),
      id,
      attempt,
      attempts: first + retries,
      delay,
      reason: noLog ? 'hidden by no_log' : reason,
    });
    const { stop } = await run.effect(id, { kind: 'wait', duration: delay, shielded: around.shielded });
    if (stop.stage === 'at once' || (stop.stage === 'polite' && !around.shielded))
      return { ...made, status: 'stopped', reason: `stopped while waiting to retry "${name}"` };
    const held = heldBetween(living, made);
    if (held) return held;
  }
}

/** Why the task has to be tried again; undefined where it is done. */
function unfinished(living: Living, made: Attempt): string | undefined {
  const { until } = living.task.source;
  if (!until) return made.status === 'failed' ? made.reason : undefined;
  if (allHold(until, scopeWithResult(living, made.result))) return undefined;
  if (made.status === 'failed') return made.reason;
  return `not yet: ${textOf(until)}`;
}

/** `until` cannot be told: the task has failed, and what it did stays on record. */
function undecided({ result, attempts, facts, inDoubt, job }: Attempt, error: unknown): Attempt {
  const { message, reason, help, cause } = thrownIn(error);
  const after = new Map(result).set('failed', true).set('msg', message);
  return attempted('failed', reason, after, attempts, { help, facts, inDoubt, thrown: cause, job });
}

/** As in Ansible, `attempts` is then `retries`, and it has failed whatever `failed_when` says. */
function exhausted({ result, help, facts, inDoubt, job }: Attempt, attempts: number, why: string): Attempt {
  const tries = attempts === 1 ? 'one try' : `${attempts} tries`;
  const reason = `gave up after ${tries}: ${why}`;
  const after = new Map(result).set('failed', true).set('attempts', BigInt(Math.max(1, attempts - 1)));
  // What has gone well says nothing of why it was not enough.
  if (after.get('msg') === '') after.set('msg', reason);
  return attempted('failed', reason, after, attempts, { help, facts, inDoubt, job });
}
