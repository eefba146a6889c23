import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../time/clock.ts';

/** Milliseconds between two looks at the stand-ins' clock while something waits for a time. */
const POLL = 20;

export interface RehearsalClock extends Clock {
  /** Stops looking at the stand-ins' clock. */
  dispose(): void;
}

/**
 * The clock of a rehearsal: the system's, plus what the stand-ins say has passed (the number of seconds in the file `clock` of the
 * state folder), plus the waits, which take no time at all.
 */
export function createRehearsalClock(stateDirectory: string, now: () => number = Date.now): RehearsalClock {
  const file = join(stateDirectory, 'clock');
  const timers = new Set<{ readonly due: number; readonly callback: () => void }>();
  let waited = 0;
  let poll: NodeJS.Timeout | undefined;

  const clock: RehearsalClock = {
    now: () => now() + waited + simulatedMilliseconds(file),
    schedule(duration, callback) {
      const timer = { due: clock.now() + duration, callback };
      timers.add(timer);
      poll ??= setInterval(fireDue, POLL);
      return () => {
        timers.delete(timer);
        rest();
      };
    },
    async wait(duration, signal) {
      // What the stand-ins and the operator do comes first.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) return;
      waited += duration;
      fireDue();
    },
    dispose() {
      timers.clear();
      rest();
    },
  };

  function fireDue(): void {
    const time = clock.now();
    const due = [...timers].filter((timer) => timer.due <= time).toSorted((a, b) => a.due - b.due);
    for (const timer of due) {
      // One that fired before it may have cancelled it.
      if (timers.delete(timer)) timer.callback();
    }
    rest();
  }

  function rest(): void {
    if (timers.size > 0) return;
    clearInterval(poll);
    poll = undefined;
  }

  return clock;
}

function simulatedMilliseconds(file: string): number {
  try {
    const seconds = Number(readFileSync(file, 'utf8'));
    return Number.isFinite(seconds) ? seconds * 1000 : 0;
  } catch {
    // No stand-in has let time pass yet.
    return 0;
  }
}
