/**
 * How a run is stopped from outside: first politely, so that `always` sections and the summary still come, then at once.
 */
export interface StopControl {
  /** Aborted by the first request. What runs is stopped, what follows is not started, `always` sections run. */
  readonly stop: AbortSignal;
  /** Aborted by the second request: nothing more is started, not even in an `always` section. */
  readonly halt: AbortSignal;
  request(by: 'operator' | 'signal'): void;
  readonly requestedBy: 'operator' | 'signal' | undefined;
}

/** Why the run, or a task of it, ended early. */
export function stoppedBy({ requestedBy }: StopControl): string {
  return `stopped by ${requestedBy === 'signal' ? 'a signal' : 'the operator'}`;
}

export function createStopControl(
  onRequest?: (by: 'operator' | 'signal', count: number) => void,
): StopControl {
  const stop = new AbortController();
  const halt = new AbortController();
  let requestedBy: 'operator' | 'signal' | undefined;
  let count = 0;
  return {
    stop: stop.signal,
    halt: halt.signal,
    get requestedBy() {
      return requestedBy;
    },
    request(by) {
      count++;
      requestedBy ??= by;
      // Told before the abort, so that the stop is on record before its effects are.
      onRequest?.(by, count);
      if (count === 1) stop.abort();
      else halt.abort();
    },
  };
}
