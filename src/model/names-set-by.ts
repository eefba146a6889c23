import type { Task } from './runbook.ts';

/** The variables that a task gives values to: its `register`, and the facts that it sets. */
export function namesSetBy({ register, action }: Task): readonly string[] {
  const facts = action.kind === 'set_fact' ? [...action.facts.keys()] : [];
  return register === undefined ? facts : [register, ...facts];
}
