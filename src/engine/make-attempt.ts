import { callAgain } from '../actions/files/call-again.ts';
import type { Call } from '../actions/call.ts';
import { attemptId } from '../events/instance.ts';
import { saysUnchanged } from '../model/says-unchanged.ts';
import { wrongValue } from '../model/wrong-value.ts';
import type { Key, Value } from '../values/value.ts';
import { askJob } from './ask-job.ts';
import { attempted, type Attempt } from './attempt.ts';
import { statusDuring } from './board.ts';
import { brokenOff } from './broken-off.ts';
import { cutOff } from './cut-off.ts';
import type { Perform, Performed } from './effects.ts';
import { judge } from './judge.ts';
import { mayAct } from './may-act.ts';
import { lookAtMachine } from './look-at-machine.ts';
import { prepareCall } from './prepare-call.ts';
import { askProbes } from './probe.ts';
import type { Living } from './living.ts';
import { scopeOf } from './around.ts';
import { tellCall } from './tell-call.ts';
import { settingOr } from './setting-or.ts';
import { stoppedBy } from './stop-control.ts';
import { asynchronous, noteChecked, startJob, type Asynchronous } from './start-job.ts';
import { thrownIn } from './thrown.ts';
import { timeLimit, type TimeLimit } from './time-limit.ts';
import { addTimes } from './times.ts';

/** One attempt at a task: its call is prepared, told, performed and judged. Never throws. `before`: the attempt before it. */
export async function makeAttempt(
  living: Living,
  attempt: number,
  before: Attempt | undefined,
): Promise<Attempt> {
  const { id, task, run, noLog, checked, around } = living;
  let limit: TimeLimit | undefined;
  let call: Call;
  let diff: boolean;
  let async: Asynchronous | undefined;
  try {
    limit = timeLimit(task, around);
    diff = settingOr(task.diff, scopeOf(task, around), run.plan.diff);
    call = prepareCall(task, checked, around, run);
    if (call.kind !== 'async_status') async = asynchronous(living, call);
    if (call.kind !== 'async_status' && before?.result.get('changed') === true) call = callAgain(call);
    refuseToEndOthers(call, living);
    if (attempt === 1 && !checked) statusDuring(living);
    tellCall(call, attempt, living, task.source.action);
  } catch (error) {
    return brokenOff(thrownIn(error), undefined, living, { attempt, before, limit });
  }
  if (call.kind === 'async_status') return askJob(living, call, attempt);
  if (async?.goesOn && !checked) return startJob(living, call, async.limit, { attempt, before, diff });
  limit = shorter(limit, async?.limit);
  if (call.kind === 'reboot') {
    const looked = await lookAtMachine(call, living, limit);
    if ('status' in looked) return looked;
    call = looked;
  }
  const { source } = task;
  const began = run.now();
  const request: Perform = {
    kind: 'perform',
    call,
    limit: limit?.milliseconds,
    shielded: around.shielded,
    keepOutput:
      source.register !== undefined || [source.until, source.failedWhen, source.changedWhen].some(Boolean),
    hidden: noLog,
    diff,
    typed: false,
    apart: async !== undefined,
    reads: checked || !mayAct(call) || saysUnchanged(source),
    noLog,
  };
  let end = await run.effect(attemptId(id, attempt), request);
  if (end.doubtful) {
    const over = await doneByThen(living);
    if (over) return over;
    const again = call.kind === 'reboot' ? { ...call, again: true as const } : call;
    end = await run.effect(attemptId(id, attempt), { ...request, call: again });
  }
  if (end.thrown) return brokenOff(end.thrown, end, living, { attempt, before, limit });
  try {
    return concluded(living, end, { began, attempt, limit, goesOn: async?.goesOn === true });
  } catch (error) {
    return brokenOff(thrownIn(error), end, living, { attempt, before, limit });
  }
}

/** What the task's probes say, when the run broke off in the middle of it: done, or nothing. Never throws. */
async function doneByThen(living: Living): Promise<Attempt | undefined> {
  try {
    return await askProbes(living);
  } catch (error) {
    return brokenOff(thrownIn(error), undefined, living, { attempt: 1, before: undefined, limit: undefined });
  }
}

/** A session is not ended below what runs in it. Errors: throws `EvaluationError`. */
function refuseToEndOthers(call: Call, { task, run, checked }: Living): void {
  if (checked || (call.kind !== 'reboot' && (call.kind !== 'session' || call.operation === 'open'))) return;
  const isRestart = call.kind === 'reboot';
  const inside = run.jobs.running().find((job) => isRestart || job.inSession);
  if (!inside) return;
  const what = isRestart ? 'the machine cannot be restarted' : 'the session cannot be ended';
  const where = isRestart ? 'has been started' : 'has been started in it';
  const message = `${what}: "${inside.name}" (${inside.id}) ${where}, and nothing has waited for its end`;
  throw wrongValue(task.source.action.location, message, 'wait for it with "async_status" and "until" first');
}

function shorter(one: TimeLimit | undefined, other: TimeLimit | undefined): TimeLimit | undefined {
  if (!one || !other) return one ?? other;
  return one.milliseconds <= other.milliseconds ? one : other;
}

function concluded(
  living: Living,
  end: Performed,
  about: {
    readonly began: number;
    readonly attempt: number;
    readonly limit: TimeLimit | undefined;
    /** It would go on by itself if it were not only checked. */
    readonly goesOn: boolean;
  },
): Attempt {
  const { outcome, cut } = end;
  const { began, attempt, limit, goesOn } = about;
  if (!outcome) throw new TypeError('a call ended with neither an outcome nor an exception');
  const fields = new Map<Key, Value>(outcome.fields);
  addTimes(fields, began, end.time);
  fields.set('attempts', BigInt(attempt));
  const { status } = outcome;
  if (status === 'restarting') {
    fields.set('changed', true).set('failed', false).set('msg', stoppedBy(end.stop));
    return attempted('stopped', stoppedBy(end.stop), fields, attempt);
  }
  // An action may have finished in the moment in which it was cut off: then it counts as finished.
  const wasCut = cut !== undefined && status !== 'done' && status !== 'not_run';
  if (wasCut || status === 'declined' || status === 'interrupted') {
    return cutOff(living, outcome, fields, { attempt, limit, timedOut: cut === 'timeout' });
  }
  if (goesOn && status === 'done') noteChecked(living, end, began, fields);
  return judge(living, outcome, fields, attempt);
}
