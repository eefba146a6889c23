import type { ProgramTask } from '../program/program.ts';
import { durationText } from '../time/duration-text.ts';
import { scopeOf, type Around } from './around.ts';
import { settingOr } from './setting-or.ts';

/** After which a call is ended, in milliseconds, and the keyword that says so. */
export interface TimeLimit {
  readonly milliseconds: number;
  readonly of: 'timeout' | 'async';
}

/** For one attempt at the task, or a probe of it: its `timeout`, where 0 is no limit. Errors: throws `EvaluationError`. */
export function timeLimit(task: ProgramTask, around: Around): TimeLimit | undefined {
  const milliseconds = task.timeout && settingOr(task.timeout, scopeOf(task, around), 0);
  return milliseconds === undefined || milliseconds === 0 ? undefined : { milliseconds, of: 'timeout' };
}

export function timeoutReason(limit: TimeLimit | undefined): string {
  const time = durationText(limit?.milliseconds ?? 0);
  const within = limit?.of === 'async' ? `the ${time} that "async" gives it` : `its timeout of ${time}`;
  return `it did not end within ${within} and was stopped`;
}
