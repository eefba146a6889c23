import { mayAct } from '../../engine/may-act.ts';
import type { Task } from '../../model/runbook.ts';
import { saysUnchanged } from '../../model/says-unchanged.ts';
import type { Plan } from '../../plan/plan.ts';
import { nodesOf } from '../../program/nodes-of.ts';

/** A question that may come up when something has been changed already, and what may have changed it. */
export interface QuestionInTheMiddle {
  readonly id: string;
  /** The first task that may change something. */
  readonly after: Task;
}

/** Questions that may come after the first task that may change something: nobody to answer them would be an outage without an end. */
export function questionsInTheMiddle(plan: Plan): readonly QuestionInTheMiddle[] {
  const questions = new Set(plan.questions.map(({ id }) => id));
  const found: QuestionInTheMiddle[] = [];
  let first: Task | undefined;
  for (const { id, source } of nodesOf(plan.program)) {
    if (source.kind !== 'task' || !plan.selected(id)) continue;
    const decision = plan.decision(id)?.kind;
    if (decision === 'skipped' || decision === 'fails') continue;
    if (first && questions.has(id)) found.push({ id, after: first });
    if (!first && mayChange(source)) first = source;
  }
  return found;
}

/** A script and a native program may, unless the runbook says that they do not. */
function mayChange(task: Task): boolean {
  const { action } = task;
  return action.kind !== 'session' && mayAct(action) && !saysUnchanged(task);
}
