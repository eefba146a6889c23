import type { Task } from '../model/runbook.ts';
import type { PlannedQuestion } from './plan.ts';

/** What a pause asks; nothing for one that only waits, and for other tasks. */
export function questionOf({ id, action }: Task, name: string): Omit<PlannedQuestion, 'reached'> | undefined {
  if (action.kind !== 'pause' || action.duration !== undefined) return undefined;
  const kind = action.confirm ? 'confirm' : action.prompt === undefined ? 'continue' : 'text';
  return { id, name, kind, alwaysAsk: action.alwaysAsk };
}
