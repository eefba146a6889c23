import type { Clock } from '../../src/events/clock.ts';

/** A clock that stands still until it is told otherwise; a wait passes at once. */
export interface TestClock extends Clock {
  /** Lets milliseconds pass; what is due on the way happens in its order. */
  pass(duration: number): void;
  /** How long was waited, wait by wait. */
  readonly waits: readonly number[];
}

export function createTestClock(start = Date.UTC(2026, 0, 5, 22, 0, 0)): TestClock {
  const timers = new Set<{ readonly due: number; readonly callback: () => void }>();
  const waits: number[] = [];
  let time = start;

  const clock: TestClock = {
    waits,
    now: () => time,
    pass(duration) {
      const end = time + duration;
      for (;;) {
        const next = [...timers].toSorted((a, b) => a.due - b.due)[0];
        if (!next || next.due > end) break;
        timers.delete(next);
        time = next.due;
        next.callback();
      }
      time = end;
    },
    schedule(duration, callback) {
      const timer = { due: time + duration, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    wait(duration, signal) {
      if (!signal.aborted) {
        waits.push(duration);
        clock.pass(duration);
      }
      return Promise.resolve();
    },
  };
  return clock;
}
