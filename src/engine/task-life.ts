import { unreachable } from '../diagnostics/unreachable.ts';
import { actionName } from '../model/action-name.ts';
import { argumentsBefore } from '../model/action-arguments.ts';
import type { MetaAction } from '../model/action.ts';
import { templateOf } from '../model/setting.ts';
import type { ProgramHandler, ProgramTask } from '../program/program.ts';
import { askAfterFailure, isAskedAbout } from './ask-after-failure.ts';
import { attempted, failedBy, fieldsOf, type Attempt } from './attempt.ts';
import { askToConfirm } from './confirm.ts';
import { ended, type Flow } from './flow.ts';
import type { Living } from './living.ts';
import { makeAttempts } from './make-attempts.ts';
import { beginNode, endNode } from './node-life.ts';
import { askProbes } from './probe.ts';
import { itemOf, scopeOf, type Around } from './around.ts';
import type { Run } from './run.ts';
import { settingOr } from './setting-or.ts';
import { askAtStep } from './step.ts';
import { followed, withDoubts } from './tried-again.ts';
import { forgetHost } from './host-variables.ts';
import { decideWhen } from './when.ts';
import { heldByWindow } from './held-by-window.ts';
import { withIgnored } from './with-ignored.ts';

/** One task from its conditions to its registered result. */
export async function liveTask(task: ProgramTask, outer: Around, run: Run): Promise<Flow> {
  const begun = beginNode(task, actionName(task.source.action), outer, run);
  const { id, name } = begun;
  let around = outer;
  // Until it is known otherwise, a mistake in `no_log` itself must not show anything.
  let noLog = task.noLog !== undefined;
  let checked = run.plan.checkMode;
  let notifies: readonly ProgramHandler[] = [];
  // What was agreed to is not asked for again.
  let isBegun = false;
  let isConfirmed = false;
  const living = (): Living => ({ id, name, task, around, run, noLog, checked });

  const doubts: string[] = [];
  let attempt = await tried();
  while (isAskedAbout(attempt, living())) {
    const after = await askAfterFailure(living(), attempt, doubts);
    if (after.kind === 'over') {
      attempt = after.end;
      break;
    }
    ({ around } = after);
    attempt = followed(await tried(attempt), attempt);
  }
  const end = withDoubts(withIgnored(attempt, task, around), doubts);
  const flow = endNode(begun, end, { noLog, checked, notifies }, run);
  const { action } = task.source;
  return action.kind === 'meta' && attempt.status === 'ok' ? afterMeta(action, outer, flow, run) : flow;

  async function tried(before?: Attempt): Promise<Attempt> {
    try {
      const scope = scopeOf(task, around);
      noLog = settingOr(task.noLog, scope, false);
      // A label that cannot be told fails the item.
      itemOf(task, around)?.label();
      const over = begins(task, around, run) ?? (isBegun ? undefined : await askAtStep(begun, around, run));
      if (over) return over;
      isBegun = true;
      return await act(before);
    } catch (error) {
      // Nothing has acted yet: an attempt does not throw.
      return failedBy(error);
    }
  }

  async function act(before: Attempt | undefined): Promise<Attempt> {
    checked = settingOr(task.checkMode, scopeOf(task, around), run.plan.checkMode);
    // A name that is nobody's is found before anything is done.
    notifies = around.handlers.notifiedBy(task, around);
    if (checked && around.undoing) {
      return attempted('not_run', 'nothing is undone in check mode', fieldsOf({ not_run: true }), 0);
    }
    const over = (await askProbes(living())) ?? heldByWindow(living()) ?? (await confirmed());
    if (over) return over;
    isConfirmed = true;
    // What is only checked takes nothing out of service.
    if (!checked) around.onAct(name);
    return makeAttempts(living(), before);
  }

  /** How it ended where the operator does not agree to it; in the meantime the time for it may have gone. */
  async function confirmed(): Promise<Attempt | undefined> {
    if (isConfirmed || !task.source.confirm) return undefined;
    return (await askToConfirm(living())) ?? heldByWindow(living());
  }
}
/** What the runner has been told to do. */
function afterMeta({ operation }: MetaAction, around: Around, flow: Flow, run: Run): Flow | Promise<Flow> {
  switch (operation) {
    case 'flush_handlers':
      return around.handlers.flush(around);
    case 'end_play':
      return ended;
    case 'clear_facts':
      forgetHost(run.variables);
      return flow;
    case 'noop':
      return flow;
    default:
      return unreachable(operation);
  }
}

/** What becomes of a task that does not begin; undefined where it does. Errors: throws `EvaluationError`. */
function begins(task: ProgramTask, around: Around, run: Run): Attempt | undefined {
  const { layers, conditions, environments, notify = [], source } = task;
  const { tainted } = run;
  const decision = decideWhen(conditions, scopeOf(task, around), layers, tainted);
  if (decision.kind === 'false') return attempted('skipped', decision.reason, fieldsOf({ skipped: true }), 0);
  const missing =
    decision.kind === 'unknown'
      ? decision.missing
      : tainted.neededBy([...argumentsBefore(source), ...environments, ...notify.map(templateOf)], layers);
  if (missing === undefined) return undefined;
  const reason = `it needs the result of "${missing}", which was not run`;
  return attempted('not_run', reason, fieldsOf({ not_run: true }), 0);
}
