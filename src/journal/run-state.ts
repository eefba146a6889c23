import type { Entry, FinishedEntry } from './entry.ts';

/** How a run stands, by its journal. */
export type RunState =
  | { readonly kind: 'done' | 'ended badly'; readonly finished: FinishedEntry }
  /** Nothing says how it ended: it goes on, or it was broken off. */
  | { readonly kind: 'open' };

export function runState(entries: readonly Entry[]): RunState {
  const last = entries.at(-1);
  if (last?.type !== 'finished') return { kind: 'open' };
  return { kind: last.outcome.exitCode === 0 ? 'done' : 'ended badly', finished: last };
}
