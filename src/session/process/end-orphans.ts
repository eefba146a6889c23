import type { LeftProcess, ProcessMark } from './marked-processes.ts';
import { kill } from './process-tree.ts';
import { taskProcesses } from './task-processes.ts';

/**
 * Ends what tasks have started, and what runs on although their PowerShell has gone: nothing waits for it any more. `since`: of the first of these tasks, in the time of `performance.now()`. Gives
 * what could not be ended, as far as the platform tells.
 */
export async function endOrphans(
  powershell: number,
  since: number,
  mark: ProcessMark,
): Promise<readonly LeftProcess[]> {
  kill(await taskProcesses(powershell, since));
  return mark.left({ age: performance.now() - since, except: powershell });
}
