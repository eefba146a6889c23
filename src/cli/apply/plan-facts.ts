import { placeText } from '../../engine/explain.ts';
import type { RunStarted } from '../../events/run-event.ts';
import { needsSession } from '../../model/needs-session.ts';
import { originText } from '../../parameters/given-value.ts';
import type { Plan, PlannedStart } from '../../plan/plan.ts';
import { nodesOf } from '../../program/nodes-of.ts';
import { toJson } from '../../values/json.ts';
import type { Value } from '../../values/value.ts';
import type { PreparedRun } from './prepare-run.ts';

/** Whether a task that may run calls PowerShell. */
export function needsPowerShell(plan: Plan): boolean {
  return nodesOf(plan.program).some(({ id, source }) => {
    if (source.kind !== 'task' || !plan.selected(id)) return false;
    return needsSession(source) || source.action.kind === 'reboot';
  });
}

/** Whether the session is opened before the first task. On another host it always is: whether that can be reached is known before anything is done. */
export function opensFirst({
  plan,
  rehearsal,
  connection,
}: Pick<PreparedRun, 'plan' | 'rehearsal' | 'connection'>): boolean {
  return (connection !== undefined && !rehearsal) || needsPowerShell(plan);
}

/** Parameters for the head of a run: secrets hidden, each on one line. */
export function parametersShown({ parameters }: Plan): { name: string; value: string; origin: string }[] {
  return Array.from(parameters.values, ([name, value]) => {
    const origin = parameters.origins.get(name);
    return { name, value: oneLine(value), origin: origin ? originText(origin) : '' };
  });
}

function oneLine(value: Value): string {
  const json = toJson(value);
  return typeof json === 'string' ? json.replace(/\s*\n\s*/g, ' ') : JSON.stringify(json);
}

/** Where the run starts, as its first event says it. */
export function startOf({ name, location, leftOut }: PlannedStart): NonNullable<RunStarted['startAt']> {
  return { name, place: placeText(location), leftOut };
}

/** The same for people, while it runs. */
export function startText({ name, location, leftOut }: PlannedStart): string {
  const count = leftOut.length === 1 ? '1 task is' : `${leftOut.length} tasks are`;
  return `it starts at "${name}" (${placeText(location)}): ${count} left out before it`;
}
