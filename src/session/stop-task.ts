import { setTimeout as delay } from 'node:timers/promises';
import { kill as killProcesses } from './process/process-tree.ts';

/** For finding out what a task has started before it is stopped. Milliseconds, like all of these. */
const LISTING = 100;
/** For finding out what it has left when it has ended. */
const LAST_LOOK = 5000;

/** After the first signal to what a task has started. */
const NATIVE_GRACE = 1000;

/** A task that runs, as whoever stops it sees it. */
export interface RunningTask {
  /** Asks its pipeline to stop. */
  askToStop(): void;
  hasEnded(): boolean;
  /** The process ids of what it has started; it may take its time, or never come. */
  processes(): Promise<readonly number[]>;
  readonly kill?: (pids: Iterable<number>, signal?: NodeJS.Signals) => void;
}

/**
 * Stops a task; resolves to whether it has obeyed within the grace time. A pipeline that waits for a native program hears of it when that program has
 * ended, so what the task has started is ended, too: asked first, then forced.
 */
export async function stopTask(
  task: RunningTask,
  grace: number,
  nativeGrace: number = NATIVE_GRACE,
): Promise<boolean> {
  const kill = task.kill ?? killProcesses;
  const started = new Set<number>();
  let looking: Promise<void> | undefined;
  // One look at a time, and nothing waits longer for it than it can: it may hang in what the platform is asked with.
  const look = (limit: number): Promise<void> => {
    looking ??= task.processes().then(
      (pids) => {
        for (const pid of pids) started.add(pid);
        looking = undefined;
      },
      () => (looking = undefined),
    );
    return Promise.race([looking, delay(limit, undefined, { ref: false })]);
  };
  // Once its parent has ended, nothing tells any more that a process belongs to the task.
  await look(LISTING);
  task.askToStop();
  const began = performance.now();
  const left = () => began + grace - performance.now();
  const forceAfter = Math.min(nativeGrace, grace / 2);
  while (!task.hasEnded()) {
    if (left() <= 0) {
      kill(started);
      return false;
    }
    await delay(Math.min(50, grace / 2));
    await Promise.race([look(Math.max(0, left())), ended(task)]);
    kill(started, grace - left() >= forceAfter ? 'SIGKILL' : 'SIGTERM');
  }
  // One that is under way may have begun before the task's last breath.
  if (looking) await look(LAST_LOOK);
  await look(LAST_LOOK);
  kill(started);
  return true;
}

/** Resolves soon after the task has ended. */
async function ended(task: RunningTask): Promise<void> {
  while (!task.hasEnded()) await delay(20, undefined, { ref: false });
}
