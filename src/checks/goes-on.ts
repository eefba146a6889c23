import type { Action } from '../model/action.ts';
import type { Task } from '../model/runbook.ts';

/** Whether a task goes on while others run: with `async`, and `poll: 0` as a literal. */
export function goesOn({ async }: Task): boolean {
  return async?.limit.kind === 'literal' && async.poll?.kind === 'literal' && async.poll.value === 0;
}

/** Whether an action runs in the PowerShell session. */
export function inSession({ kind }: Action): boolean {
  return kind === 'cmdlet' || kind === 'powershell';
}
