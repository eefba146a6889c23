import type { ProgramTask } from '../program/program.ts';
import { scopeOf, type Around } from './around.ts';
import { settingOr } from './setting-or.ts';

/** Milliseconds that one attempt at the task, or a probe of it, may take; its `timeout`, where 0 is no limit. Errors: throws `EvaluationError`. */
export function timeLimit(task: ProgramTask, around: Around): number | undefined {
  const limit = task.timeout && settingOr(task.timeout, scopeOf(task, around), 0);
  return limit === 0 ? undefined : limit;
}
