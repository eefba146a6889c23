import type { Task } from '../model/runbook.ts';

/** Whether a task goes on while others run: with `async`, and `poll: 0` as a literal. */
export function goesOn({ async }: Task): boolean {
  return async?.limit.kind === 'literal' && async.poll?.kind === 'literal' && async.poll.value === 0;
}
