import { appliedRun } from './applied-run.ts';
import { emptyTasks, type Fixture } from './fixture.ts';
import { memoryOf, type Memory } from './process-memory.ts';

/** Megabytes in use by both processes after so many tasks. */
export interface MemoryAt {
  readonly tasks: number;
  readonly runner: Memory['now'];
  readonly powershell: Memory['now'];
}

/** One run of so many tasks, looked at on its way. */
export async function measureLongRun(
  fixture: Fixture,
  tasks: number,
  lookAt: readonly number[],
): Promise<readonly MemoryAt[]> {
  const file = fixture.write(`empty-${tasks}.yml`, emptyTasks(fixture, tasks));
  const found: MemoryAt[] = [];
  await appliedRun(fixture, file, {
    onTaskFinished(count, runner, powershell) {
      if (!lookAt.includes(count)) return;
      found.push({ tasks: count, runner: memoryOf(runner).now, powershell: memoryOf(powershell).now });
    },
  });
  return found;
}
