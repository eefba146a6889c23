/** The run's clock: the system's, or a simulated one in a rehearsal. Milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /** Calls back once when `duration` milliseconds have passed on this clock. The returned function cancels it. */
  schedule(duration: number, callback: () => void): () => void;
  /** Resolves after `duration` milliseconds on this clock, or as soon as the signal aborts. Never rejects. */
  wait(duration: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(duration, callback) {
    // A longer timer than setTimeout can hold would fire at once.
    const longest = 2 ** 31 - 1;
    let timer: NodeJS.Timeout;
    const wait = (left: number) => {
      timer = setTimeout(() => (left > longest ? wait(left - longest) : callback()), Math.min(left, longest));
    };
    wait(duration);
    return () => clearTimeout(timer);
  },
  wait(duration, signal) {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = () => {
        cancel();
        signal.removeEventListener('abort', done);
        resolve();
      };
      const cancel = systemClock.schedule(duration, done);
      signal.addEventListener('abort', done, { once: true });
    });
  },
};
