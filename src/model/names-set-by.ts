import type { Action } from './action.ts';
import { factVariables } from './host-facts.ts';
import type { Task } from './runbook.ts';

/** The variables that a task gives values to: its `register`, and the facts that it sets. */
export function namesSetBy({ register, action }: Task): readonly string[] {
  const facts = factsOf(action);
  return register === undefined ? facts : [register, ...facts];
}

function factsOf(action: Action): readonly string[] {
  if (action.kind === 'setup') return [...factVariables(action.groups).keys()];
  if (action.kind === 'set_fact') return [...action.facts.keys()];
  if (action.kind !== 'include_vars') return [];
  if (action.name !== undefined) return [action.name];
  return [...new Set([...action.files.values()].flatMap((variables) => [...variables.keys()]))];
}
