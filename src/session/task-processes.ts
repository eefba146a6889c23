import { listProcesses } from './process-list.ts';
import { below } from './process-tree.ts';

/** Start times are told in hundredths of a second on Linux, in seconds elsewhere. */
const TOLERANCE = process.platform === 'linux' ? 30 : 1100;

/**
 * The process ids of what a task has started: processes below PowerShell, or left in its group, that are not older than the task (milliseconds).
 * A listing that the platform does not give finds none.
 */
export async function taskProcesses(powershell: number, taskAge: number): Promise<number[]> {
  const processes = await listProcesses();
  const inGroup = processes.filter(({ group }) => group === powershell).map(({ pid }) => pid);
  const started = new Set([...inGroup, ...below([powershell, ...inGroup], processes)]);
  started.delete(powershell);
  return processes
    .filter(({ pid, age }) => started.has(pid) && age <= taskAge + TOLERANCE)
    .map(({ pid }) => pid);
}
