import type { Task } from './runbook.ts';

/** Whether it stands in the runbook that the task changes nothing. */
export function saysUnchanged({ changedWhen }: Task): boolean {
  return changedWhen?.some(({ root }) => root.kind === 'literal' && root.value === false) === true;
}
