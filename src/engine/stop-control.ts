/**
 * How a run is stopped from outside: first politely, so that `always` sections and the summary still come; at once only by an operator who
 * asks again. Signals come in twos by themselves: of a terminal that is closed both the terminal and the shell tell.
 */
export interface StopControl {
  /** Aborted by the first request. What runs is stopped, what follows is not started, `always` sections run. */
  readonly stop: AbortSignal;
  /** Aborted by the operator's second request: nothing more is started, not even in an `always` section. */
  readonly halt: AbortSignal;
  request(by: 'operator' | 'signal'): void;
  readonly requestedBy: 'operator' | 'signal' | undefined;
}

/** Why the run, or a task of it, ended early. */
export function stoppedBy({ requestedBy }: StopControl): string {
  return `stopped by ${requestedBy === 'signal' ? 'a signal' : 'the operator'}`;
}

export function createStopControl(onStop?: (by: 'operator' | 'signal') => void): StopControl {
  const stop = new AbortController();
  const halt = new AbortController();
  let requestedBy: 'operator' | 'signal' | undefined;
  let byOperator = 0;
  return {
    stop: stop.signal,
    halt: halt.signal,
    get requestedBy() {
      return requestedBy;
    },
    request(by) {
      if (by === 'operator') byOperator++;
      if (requestedBy === undefined) {
        requestedBy = by;
        // Told before the abort, so that the stop is on record before its effects are.
        onStop?.(by);
        stop.abort();
      } else if (byOperator > 1) halt.abort();
    },
  };
}
