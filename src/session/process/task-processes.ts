import { listProcesses } from './process-list.ts';
import { below } from './process-tree.ts';
import { thisSystem, type SystemPrograms } from './system-programs.ts';

/**
 * The process ids of what a task has started: processes below PowerShell, or left in its group, that are not older than the task, which began at
 * `since` (in the time of `performance.now()`), and began before `until`. A listing that the platform does not give finds none.
 */
export async function taskProcesses(
  powershell: number,
  since: number,
  system: SystemPrograms = thisSystem,
  until = Infinity,
): Promise<number[]> {
  const { at, processes } = await listProcesses(system);
  const inGroup = processes.filter(({ group }) => group === powershell).map(({ pid }) => pid);
  const started = new Set([...inGroup, ...below([powershell, ...inGroup], processes)]);
  started.delete(powershell);
  const tolerance = toleranceOn(system.platform);
  return processes
    .filter(({ pid, age }) => started.has(pid) && age <= at - since + tolerance)
    .filter(({ age }) => age > at - until + tolerance)
    .map(({ pid }) => pid);
}

/** Milliseconds: start times are told in hundredths of a second on Linux, in seconds elsewhere. */
function toleranceOn(platform: NodeJS.Platform): number {
  return platform === 'linux' ? 30 : 1100;
}
