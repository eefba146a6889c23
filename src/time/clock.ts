/** The run's clock: the system's, or a simulated one in a rehearsal. Milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /** Calls back once when `duration` milliseconds have passed on this clock. The returned function cancels it. */
  schedule(duration: number, callback: () => void): () => void;
  /** Resolves after `duration` milliseconds on this clock, or as soon as the signal aborts. Never rejects. */
  wait(duration: number, signal: AbortSignal): Promise<void>;
}
