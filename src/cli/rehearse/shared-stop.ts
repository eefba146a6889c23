import { onStopSignals } from '../stop-signals.ts';

type Listener = Parameters<typeof onStopSignals>[0];

/** The process's signals for several runs at a time: each of them is told. */
export interface SharedStop {
  /** As that of the process. A run that begins after a request is told at once. */
  readonly onStopSignals: typeof onStopSignals;
  readonly isRequested: boolean;
  /** The signals are the process's own again. */
  end(): void;
}

export function createSharedStop(): SharedStop {
  const listeners = new Set<Listener>();
  let first: Parameters<Listener>[0] | undefined;
  const end = onStopSignals((by) => {
    first ??= by;
    for (const listener of listeners) listener(by);
  });
  return {
    onStopSignals(listener) {
      listeners.add(listener);
      if (first !== undefined) listener(first);
      return () => listeners.delete(listener);
    },
    get isRequested() {
      return first !== undefined;
    },
    end,
  };
}
