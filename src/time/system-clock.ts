import { uptime } from 'node:os';
import { performance } from 'node:perf_hooks';
import type { Clock } from './clock.ts';

/** What the machine tells of time, in milliseconds. */
export interface TimeSources {
  /** Since the epoch; it can be set while the run goes on. */
  readonly wall: () => number;
  /** Never set, but may stand still while the machine sleeps. */
  readonly elapsed: () => number;
  /** Since the machine was started, its sleep included; exact to some hundredths of a second. */
  readonly uptime: () => number;
}

const machine: TimeSources = {
  wall: () => Date.now(),
  elapsed: () => performance.now(),
  uptime: () => uptime() * 1000,
};

/** Less than this is no jump, and no sleep. */
const TOLERANCE = 1000;

/**
 * The time of the system at the run's beginning, and what has passed since: a system clock that is set in the middle of a run changes no duration, no order and no window, but the
 * time that a machine sleeps does count. `notBefore`: it begins there where the system is behind that.
 */
export function createSystemClock(notBefore = -Infinity, sources: TimeSources = machine): Clock {
  const { wall, elapsed, uptime } = sources;
  const start = Math.max(wall(), notBefore);
  const begun = elapsed();
  const up = uptime();
  let slept = 0;
  /** How far the system's clock is ahead of this one. */
  let ahead = wall() - start;

  const read = () => start + Math.floor(elapsed() - begun) + slept;
  const now = () => {
    const time = read();
    if (Math.abs(wall() - time - ahead) < TOLERANCE) return time;
    const asleep = Math.floor(uptime() - up - (elapsed() - begun)) - slept;
    if (asleep >= TOLERANCE) slept += asleep;
    ahead = wall() - read();
    return read();
  };
  const schedule: Clock['schedule'] = (duration, callback) => {
    // A longer timer than setTimeout can hold would fire at once.
    const longest = 2 ** 31 - 1;
    let timer: NodeJS.Timeout;
    const wait = (left: number) => {
      timer = setTimeout(() => (left > longest ? wait(left - longest) : callback()), Math.min(left, longest));
    };
    wait(duration);
    return () => clearTimeout(timer);
  };
  return {
    now,
    schedule,
    wait: (duration, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        const done = () => {
          cancel();
          signal.removeEventListener('abort', done);
          resolve();
        };
        const cancel = schedule(duration, done);
        signal.addEventListener('abort', done, { once: true });
      }),
  };
}
