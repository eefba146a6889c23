import type { Call } from '../actions/call.ts';
import { attemptId } from '../events/instance.ts';
import type { Key, Value } from '../values/value.ts';
import type { Attempt } from './attempt.ts';
import { statusDuring } from './board.ts';
import { brokenOff } from './broken-off.ts';
import { cutOff } from './cut-off.ts';
import type { Performed } from './effects.ts';
import { judge } from './judge.ts';
import { prepareCall } from './prepare-call.ts';
import type { Living } from './living.ts';
import { scopeOf } from './around.ts';
import { tellCall } from './tell-call.ts';
import { thrownIn } from './thrown.ts';
import { settingOr } from './setting-or.ts';
import { timeLimit } from './time-limit.ts';

/** One attempt at a task: its call is prepared, told, performed and judged. Never throws. `before`: the attempt before it. */
export async function makeAttempt(
  living: Living,
  attempt: number,
  before: Attempt | undefined,
): Promise<Attempt> {
  const { id, task, run, noLog, checked, around } = living;
  let limit: number | undefined;
  let call: Call;
  let diff: boolean;
  try {
    limit = timeLimit(task, around);
    diff = settingOr(task.diff, scopeOf(task, around), run.plan.diff);
    call = prepareCall(task, checked, around, run);
    if (attempt === 1 && !checked) statusDuring(living);
    tellCall(call, attempt, living, task.source.action);
  } catch (error) {
    return brokenOff(thrownIn(error), undefined, living, { attempt, before, limit });
  }
  const { source } = task;
  const began = run.now();
  const end = await run.effect(attemptId(id, attempt), {
    kind: 'perform',
    call,
    limit,
    shielded: around.shielded,
    keepOutput:
      source.register !== undefined || [source.until, source.failedWhen, source.changedWhen].some(Boolean),
    hidden: noLog,
    diff,
    typed: false,
  });
  if (end.thrown) return brokenOff(end.thrown, end, living, { attempt, before, limit });
  try {
    return concluded(living, end, began, attempt, limit);
  } catch (error) {
    return brokenOff(thrownIn(error), end, living, { attempt, before, limit });
  }
}

function concluded(
  living: Living,
  end: Performed,
  began: number,
  attempt: number,
  limit: number | undefined,
): Attempt {
  const { outcome, cut } = end;
  if (!outcome) throw new TypeError('a call ended with neither an outcome nor an exception');
  const fields = new Map<Key, Value>(outcome.fields);
  addTimes(fields, began, end.time);
  fields.set('attempts', BigInt(attempt));
  const { status } = outcome;
  // An action may have finished in the moment in which it was cut off: then it counts as finished.
  const wasCut = cut !== undefined && status !== 'done' && status !== 'not_run';
  if (wasCut || status === 'declined' || status === 'interrupted') {
    return cutOff(living, outcome, fields, { attempt, limit, timedOut: cut === 'timeout' });
  }
  return judge(living, outcome, fields, attempt);
}

/** `start` and `end` in UTC (ISO 8601), `delta` as Ansible writes it. */
function addTimes(fields: Map<Key, Value>, start: number, end: number): void {
  const iso = new Date(start).toISOString();
  const seconds = Math.max(0, end - start) / 1000;
  const clockPart = `${Math.floor(seconds / 60) % 60}`.padStart(2, '0');
  const delta = `${Math.floor(seconds / 3600)}:${clockPart}:${(seconds % 60).toFixed(6).padStart(9, '0')}`;
  fields.set('start', iso);
  fields.set('end', end === start ? iso : new Date(end).toISOString());
  fields.set('delta', delta);
}
