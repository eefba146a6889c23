import { allNodes } from '../../model/children.ts';
import { originText } from '../../parameters/given-value.ts';
import type { Plan } from '../../plan/plan.ts';
import { toJson } from '../../values/json.ts';
import type { Value } from '../../values/value.ts';

/** Whether a task that may run calls PowerShell. */
export function needsPowerShell(plan: Plan): boolean {
  for (const node of allNodes(plan.runbook)) {
    if (node.kind !== 'task' || !plan.selected(node.id)) continue;
    if (node.action.kind === 'cmdlet' || node.action.kind === 'powershell') return true;
  }
  return false;
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
