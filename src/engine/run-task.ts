import { actionName } from '../model/action-name.ts';
import { EvaluationError } from '../expression/index.ts';
import { argumentsOf } from '../model/action-arguments.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import type { Task } from '../model/runbook.ts';
import { SessionLost, SessionUnavailable } from '../session/session.ts';
import { toJson } from '../values/json.ts';
import type { Key, Mapping, Value } from '../values/value.ts';
import { attemptTask } from './attempt-task.ts';
import type { Attempted } from './attempted.ts';
import { inherit, type NodeContext } from './context.ts';
import { explain, placeText } from './explain.ts';
import { nameOf } from './node-name.ts';
import { next, stopped, type Flow, type RunState } from './run-state.ts';
import { settingOr } from './setting-or.ts';
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
    duration: clock.now() - started,
    attempts: ended.attempts,
    result: ended.noLog ? null : toJson(ended.result),
  });

  if (status === 'stopped') return stopped;
  if (status !== 'failed') return next;
  const failure = { task: about.name, id: task.id, action: about.action, result: ended.result };
  return { kind: 'failed', failure: { ...failure, lostSession: ended.lostSession } };
}

/** How a task ended. */
interface Ended extends Attempted {
  readonly noLog: boolean;
  readonly lostSession: boolean;
}

async function lifeOf(
  task: Task,
  { name, place }: { readonly name: string; readonly place: string },
  context: NodeContext,
  state: RunState,
): Promise<Ended> {
  const scope = taskScope(state.variables, context.layers);
  // Until it is known otherwise, a mistake in `no_log` itself must not show anything.
  let noLog = task.keywords.noLog !== undefined || context.noLog !== undefined;
  try {
    noLog = settingOr(context.noLog, scope, false);
    const decision = decideWhen([...context.when, ...task.when], scope, context.layers, state);
    if (decision.kind === 'false') return ending('skipped', decision.reason, { skipped: true }, noLog);
    if (decision.kind === 'unknown') return notRun(decision.missing, noLog);

    const needs = [...argumentsOf(task.action), ...context.environments];
    const missing = state.tainted.neededBy(needs, context.layers);
    if (missing !== undefined) return notRun(missing, noLog);

    context.onAct();
    state.tally.acting = { name, place };
    const attempted = await attemptTask(task, name, context, noLog, state);
    const ignored = attempted.status === 'failed' && settingOr(context.ignoreErrors, scope, false);
    const { reason, help, result, attempts, facts, inDoubt, timedOut } = attempted;
    const status = ignored ? 'ignored' : attempted.status;
    const lostSession = false;
    return { status, reason, help, result, attempts, facts, inDoubt, timedOut, noLog, lostSession };
  } catch (error) {
    if (error instanceof EvaluationError) {
      const reason = explain(error);
      const help = error.diagnostic.help;
      const ignored = ignoresErrors(context, state);
      const fields = { failed: true, msg: error.message };
      return ending(ignored ? 'ignored' : 'failed', reason, fields, noLog, help);
    }
    if (error instanceof SessionUnavailable) {
      const fields = { failed: true, unreachable: true, msg: error.message };
      return { ...ending('failed', error.message, fields, noLog, error.help), lostSession: true };
    }
    if (error instanceof SessionLost) {
      const words = error.lastWords.trim();
      const reason = `${error.message}${words === '' ? '' : `\nits last words:\n${words}`}`;
      const help = 'what this task was doing may be half done: look at the system before you go on';
      const fields = { failed: true, unreachable: true, msg: error.message };
      return { ...ending('failed', reason, fields, noLog, help), attempts: 1, lostSession: true };
    }
    throw error;
  }
}

function ignoresErrors(context: NodeContext, state: RunState): boolean {
  try {
    return settingOr(context.ignoreErrors, taskScope(state.variables, context.layers), false);
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}

function ending(
  status: Attempted['status'],
  reason: string,
  fields: Readonly<Record<string, Value>>,
  noLog: boolean,
  help?: string,
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
    noLog,
    lostSession: false,
  };
}

function notRun(missing: string, noLog: boolean): Ended {
  const reason = `it needs the result of "${missing}", which was not run`;
  return ending('not_run', reason, { not_run: true }, noLog);
}

function count(ended: Ended, about: { name: string; place: string }, { tally }: RunState): void {
  const { counts, inDoubt } = tally;
  tally.acting = undefined;
  if (ended.status === 'changed') counts.ok++;
  counts[ended.status]++;
  const why = ended.lostSession && ended.attempts > 0 ? 'the session was lost while it ran' : ended.inDoubt;
  if (why !== undefined) inDoubt.push({ name: about.name, place: about.place, why });
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
