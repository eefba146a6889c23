import type { Stop } from './effects.ts';

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
  /** It was asked for before the run was broken off, and has been told of then: the run goes on as it was. */
  restore(stop: RequestedStop): void;
  /** Whether it was restored. */
  readonly isRestored: boolean;
  /** What was asked by now. */
  now(): RequestedStop;
}

/** What somebody has asked for. */
export type RequestedStop = Stop & { readonly by: 'operator' | 'signal' | undefined };

/** Why the run, or a task of it, ended early. */
export function stoppedBy({ by }: Stop): string {
  if (by === 'journal') return 'stopped because the journal could not be written';
  if (by === 'object') return 'stopped before a call that needs an object of the session that has gone';
  if (by === 'restart') return 'this machine is restarted, and the run goes on behind that';
  return `stopped by ${by === 'signal' ? 'a signal' : 'the operator'}`;
}

const goesOn: RequestedStop = { stage: 'none', by: undefined };

export function createStopControl(): StopControl {
  const stop = new AbortController();
  const halt = new AbortController();
  let byOperator = 0;
  let now = goesOn;
  let isRestored = false;
  return {
    stop: stop.signal,
    halt: halt.signal,
    now: () => now,
    get isRestored() {
      return isRestored;
    },
    restore(before) {
      if (before.stage === 'none') return;
      isRestored = true;
      now = before;
      if (before.by === 'operator') byOperator++;
      stop.abort();
    },
    request(by) {
      if (by === 'operator') byOperator++;
      if (now.stage === 'none') {
        now = { stage: 'polite', by };
        stop.abort();
      } else if (byOperator > 1) {
        now = { stage: 'at once', by: now.by };
        halt.abort();
      }
    },
  };
}
