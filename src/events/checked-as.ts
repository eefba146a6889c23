import { worksInside } from './called-text.ts';
import type { TaskFinished } from './run-event.ts';

/** What check mode made of a task, in the words of views and reports. */
export type CheckedAs = 'read' | 'would change' | 'not run';

/** Nothing for a task that was not checked, that did not come so far, or that works on the runner's own values and did so. */
export function checkedAs(event: TaskFinished): CheckedAs | undefined {
  const { checked, status, action } = event;
  if (status === 'not_run') return 'not run';
  if (!checked) return undefined;
  if (status === 'changed') return 'would change';
  return status === 'ok' && !worksInside(action) ? 'read' : undefined;
}

/** What it would do, after the task's name; empty where that is not known. */
export function wouldChangeText({ wouldChange }: TaskFinished): string {
  return wouldChange === undefined ? '' : `: ${wouldChange}`;
}
