import { namesSetBy } from './names-set-by.ts';
import type { Task } from './runbook.ts';
import { STATUS_VARIABLE, statusName } from './status.ts';

/** The variables that may have another value when a task has ended: those that it sets, the status board and each of the lines that it changes. */
export function namesChangedBy(task: Task): readonly string[] {
  const { status } = task;
  if (status.length === 0) return namesSetBy(task);
  return [...namesSetBy(task), STATUS_VARIABLE, ...status.map(({ name }) => statusName(name))];
}
