import type { Clock } from '../../src/time/clock.ts';

/** A clock that stands still until it is told otherwise; a wait passes at once. */
export interface TestClock extends Clock {
  /** Lets milliseconds pass; what is due on the way happens in its order. */
  pass(duration: number): void;
  /** Comes to the next timer; does nothing where none is set. */
  passToNext(): void;
  /** Lets milliseconds pass in which the process is too busy for any timer. */
  skip(duration: number): void;
  /** How long was waited, wait by wait. */
  readonly waits: readonly number[];
  /** How many timers are set. */
  timers(): number;
}

/** When the clock of a test begins. */
export const TEST_START = Date.UTC(2026, 0, 5, 22, 0, 0);

export function createTestClock(start = TEST_START): TestClock {
  const timers = new Set<{ readonly due: number; readonly callback: () => void }>();
  const waits: number[] = [];
  let time = start;

  const clock: TestClock = {
    waits,
    now: () => time,
    timers: () => timers.size,
    pass: (duration) => pass(duration),
    passToNext() {
      const due = [...timers].map((timer) => timer.due);
      if (due.length > 0) pass(Math.max(0, Math.min(...due) - time));
    },
    skip(duration) {
      time += duration;
    },
    schedule(duration, callback) {
      const timer = { due: time + duration, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    wait(duration, signal) {
      if (!signal.aborted) {
        waits.push(duration);
        pass(duration, signal);
      }
      return Promise.resolve();
    },
  };

  /** To its end, or to the moment in which the signal aborts. */
  function pass(duration: number, signal?: AbortSignal): void {
    const end = time + duration;
    while (!signal?.aborted) {
      const next = [...timers].toSorted((a, b) => a.due - b.due)[0];
      if (!next || next.due > end) break;
      timers.delete(next);
      time = next.due;
      next.callback();
    }
    if (!signal?.aborted) time = end;
  }

  return clock;
}
