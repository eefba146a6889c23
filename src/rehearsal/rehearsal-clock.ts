import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../time/clock.ts';

/** Milliseconds between two looks at the stand-ins' clock while something waits for a time. */
const POLL = 20;

export interface RehearsalClock extends Clock {
  /**
   * Lets something happen beside the run: the time that stand-ins let pass meanwhile passes on the clock that it is given, and not on this one.
   * Gives how many milliseconds that was.
   */
  readonly beside: <T>(
    act: (clock: Clock) => Promise<T>,
  ) => Promise<{ readonly value: T; readonly duration: number }>;
  /** Stops looking at the stand-ins' clock. */
  dispose(): void;
}

export interface RehearsalClockOptions {
  /** The system's clock. */
  readonly now?: () => number;
  /** What an earlier run has read on it last: it goes on from there. */
  readonly from?: number | undefined;
}

/**
 * The clock of a rehearsal: the system's, plus what the stand-ins say has passed (the number of seconds in the file `clock` of the
 * state folder), plus the waits, which take no time at all.
 */
export function createRehearsalClock(
  stateDirectory: string,
  { now = Date.now, from }: RehearsalClockOptions = {},
): RehearsalClock {
  const file = join(stateDirectory, 'clock');
  let waited = from === undefined ? 0 : from - now() - simulatedMilliseconds(file);
  /** Of what the stand-ins have let pass, what did not pass here. */
  let elsewhere = 0;
  /** What they had let pass when something began beside the run. */
  let frozen: number | undefined;
  const passed = () => now() + waited - elsewhere;
  const here = createTimers(() => passed() + (frozen ?? simulatedMilliseconds(file)));

  return {
    now: here.now,
    schedule: here.schedule,
    async wait(duration, signal) {
      // What the stand-ins and the operator do comes first.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) return;
      waited += duration;
      here.fireDue();
    },
    async beside(act) {
      const before = simulatedMilliseconds(file);
      const own = createTimers(() => passed() + simulatedMilliseconds(file));
      frozen = before;
      try {
        const value = await act({
          now: own.now,
          schedule: own.schedule,
          wait: (duration, signal) => waitFor(duration, signal, own.schedule),
        });
        return { value, duration: simulatedMilliseconds(file) - before };
      } finally {
        elsewhere += simulatedMilliseconds(file) - before;
        frozen = undefined;
        own.dispose();
      }
    },
    dispose: here.dispose,
  };
}

interface Timers {
  readonly now: () => number;
  readonly schedule: (duration: number, callback: () => void) => () => void;
  /** Fires what is due, in its order. */
  readonly fireDue: () => void;
  readonly dispose: () => void;
}

/** Timers on a clock that jumps: while any is set, it is looked at. */
function createTimers(now: () => number): Timers {
  const timers = new Set<{ readonly due: number; readonly callback: () => void }>();
  let poll: NodeJS.Timeout | undefined;

  function fireDue(): void {
    const time = now();
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

  return {
    now,
    schedule(duration, callback) {
      const timer = { due: now() + duration, callback };
      timers.add(timer);
      poll ??= setInterval(fireDue, POLL);
      return () => {
        timers.delete(timer);
        rest();
      };
    },
    fireDue,
    dispose() {
      timers.clear();
      rest();
    },
  };
}

/** Until a timer fires, or the signal aborts. */
function waitFor(duration: number, signal: AbortSignal, schedule: Timers['schedule']): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = schedule(duration, end);
    signal.addEventListener('abort', end, { once: true });
  });
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
