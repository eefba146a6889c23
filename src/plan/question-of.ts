import type { Task } from '../model/runbook.ts';
import type { PlannedQuestion } from './plan.ts';

type Question = Omit<PlannedQuestion, 'reached'>;

/** What a task asks the operator: before it acts, and as a pause that does not only wait. */
export function questionsOf({ id, action, confirm }: Task, name: string): readonly Question[] {
  const questions: Question[] = [];
  if (confirm) questions.push({ id, name, kind: 'confirm', alwaysAsk: false });
  if (action.kind !== 'pause' || action.duration !== undefined) return questions;
  const kind = action.confirm ? 'confirm' : action.prompt === undefined ? 'continue' : 'text';
  questions.push({ id, name, kind, alwaysAsk: action.alwaysAsk });
  return questions;
}
