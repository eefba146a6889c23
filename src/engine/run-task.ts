import { actionName } from '../model/action-name.ts';
import { argumentsOf } from '../model/action-arguments.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import type { Task } from '../model/runbook.ts';
import { toJson } from '../values/json.ts';
import type { Key, Mapping, Value } from '../values/value.ts';
import { attemptTask } from './attempt-task.ts';
import type { Attempted } from './attempted.ts';
import { inherit, type NodeContext } from './context.ts';
import { placeText } from './explain.ts';
import { mayAct } from './may-act.ts';
import { nameOf } from './node-name.ts';
import { next, stopped, type Flow, type RunState } from './run-state.ts';
import { settingOr } from './setting-or.ts';
import { thrownIn } from './thrown.ts';
import { taskScope } from './variables.ts';
import { decideWhen } from './when.ts';

/** One task from its conditions to its registered result. */
export async function runTask(task: Task, outer: NodeContext, state: RunState): Promise<Flow> {
  const context = inherit(outer, task.keywords);
  const { clock, emit } = state;
  const about = {
    id: task.id,
    name: nameOf(task, outer, state),
    action: actionName(task.action),
    place: placeText(task.location),
  };
  const started = clock.now();
  emit({ type: 'task-started', time: started, ...about, depth: outer.depth });

  const ended = await lifeOf(task, about, context, state);
  const { status } = ended;
  count(ended, about, state);
  remember(task, about.name, ended, state);

  const hidden = ended.noLog && (status === 'failed' || status === 'ignored' || status === 'not_run');
  emit({
    type: 'task-finished',
    time: clock.now(),
    ...about,
    status,
    reason: hidden ? 'what it says is hidden by no_log' : ended.reason,
    ...(ended.help === undefined ? {} : { help: ended.help }),
    ...(ended.checked ? { checked: true } : {}),
    duration: clock.now() - started,
    attempts: ended.attempts,
    result: ended.noLog ? null : toJson(ended.result),
  });

  if (status === 'stopped') return stopped;
  if (status !== 'failed') return next;
  const { result, thrown } = ended;
  return {
    kind: 'failed',
    failure: { task: about.name, id: task.id, action: about.action, result, thrown, after: undefined },
  };
}

/** How a task ended. */
interface Ended extends Attempted {
  readonly noLog: boolean;
  /** It ran in check mode. */
  readonly checked: boolean;
}

async function lifeOf(
  task: Task,
  { name, place }: { readonly name: string; readonly place: string },
  context: NodeContext,
  state: RunState,
): Promise<Ended> {
  // Until it is known otherwise, a mistake in `no_log` itself must not show anything.
  let noLog = task.keywords.noLog !== undefined || context.noLog !== undefined;
  let checked = state.checkMode;
  try {
    const scope = taskScope(state.variables, context.layers);
    noLog = settingOr(context.noLog, scope, false);
    const decision = decideWhen([...context.when, ...task.when], scope, context.layers, state);
    if (decision.kind === 'false')
      return ending('skipped', decision.reason, { skipped: true }, noLog, checked);
    if (decision.kind === 'unknown') return notRun(decision.missing, noLog, checked);

    const needs = [...argumentsOf(task.action), ...context.environments];
    const missing = state.tainted.neededBy(needs, context.layers);
    if (missing !== undefined) return notRun(missing, noLog, checked);

    checked = settingOr(context.checkMode, scope, state.checkMode);
    // What is only checked takes nothing out of service.
    if (!checked) context.onAct();
    if (!checked && mayAct(task.action)) state.tally.acting = { name, place };
    const attempted = await attemptTask(task, name, context, noLog, state);
    return withIgnored(attempted, context, noLog, checked, state);
  } catch (error) {
    // Nothing has acted yet: an attempt does not throw.
    const { cause, message, reason, help } = thrownIn(error);
    const failed = ending('failed', reason, { failed: true, msg: message }, noLog, checked, help, cause);
    return withIgnored(failed, context, noLog, checked, state);
  }
}

/** A failure that `ignore_errors` lets pass. A session that was lost, or that cannot be had, is nothing to ignore. */
function withIgnored(
  attempted: Attempted,
  context: NodeContext,
  noLog: boolean,
  checked: boolean,
  state: RunState,
): Ended {
  const { help, result, attempts, facts, inDoubt, timedOut, thrown } = attempted;
  let { status, reason } = attempted;
  if (status === 'failed' && thrown !== 'lost' && thrown !== 'unopened') {
    try {
      const scope = taskScope(state.variables, context.layers);
      if (settingOr(context.ignoreErrors, scope, false)) status = 'ignored';
    } catch (error) {
      reason = `${reason}\nand whether to ignore that cannot be told:\n${thrownIn(error).reason}`;
    }
  }
  return { status, reason, help, result, attempts, facts, inDoubt, timedOut, thrown, noLog, checked };
}

function ending(
  status: Attempted['status'],
  reason: string,
  fields: Readonly<Record<string, Value>>,
  noLog: boolean,
  checked: boolean,
  help?: string,
  thrown?: Attempted['thrown'],
): Ended {
  const result = new Map<Key, Value>(
    Object.entries({ changed: false, failed: false, skipped: false, ...fields }),
  );
  return {
    status,
    reason,
    help,
    result,
    attempts: 0,
    facts: undefined,
    inDoubt: undefined,
    timedOut: false,
    thrown,
    noLog,
    checked,
  };
}

function notRun(missing: string, noLog: boolean, checked: boolean): Ended {
  const reason = `it needs the result of "${missing}", which was not run`;
  return ending('not_run', reason, { not_run: true }, noLog, checked);
}

function count(ended: Ended, about: { name: string; place: string }, { tally }: RunState): void {
  const { counts, inDoubt } = tally;
  tally.acting = undefined;
  if (ended.status === 'changed') counts.ok++;
  counts[ended.status]++;
  if (ended.inDoubt !== undefined && !ended.checked)
    inDoubt.push({ name: about.name, place: about.place, why: ended.inDoubt });
}

function remember(task: Task, name: string, ended: Ended, { variables, tainted }: RunState): void {
  const { register } = task;
  if (ended.status === 'not_run') for (const each of namesSetBy(task)) tainted.add(each, name);
  else if (ended.status !== 'skipped') for (const each of namesSetBy(task)) tainted.remove(each);
  else if (register !== undefined) tainted.remove(register);
  if (register !== undefined) variables.facts.set(register, ended.result);
  for (const [fact, value] of ended.facts ?? noFacts) variables.facts.set(String(fact), value);
}

const noFacts: Mapping = new Map();
