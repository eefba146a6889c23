import type { Mapping } from '../values/value.ts';
import type { Thrown } from './thrown.ts';

/** How a node ended, for what comes after it. */
export type Flow =
  | { readonly kind: 'next' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The operator stopped the run, or declined. */
  | { readonly kind: 'stopped' }
  /** `meta: end_play`: nothing of the play is begun any more but `always` sections, and nothing has failed. */
  | { readonly kind: 'ended' };

export interface Failure {
  /** The node's name. */
  readonly task: string;
  readonly id: string;
  readonly action: string;
  readonly result: Mapping;
  readonly thrown: Thrown['cause'] | undefined;
  /** The id of the block whose window is overrun, where that is the failure: it is for the rescue of that block. */
  readonly held?: string | undefined;
  /** It was to take something back: it is not what a rescue is for. */
  readonly ofUndo?: true;
  /** The failure that it came after, in an undo, a rescue or an always: that one began it. */
  readonly after: Failure | undefined;
}

export const next: Flow = { kind: 'next' };
export const stopped: Flow = { kind: 'stopped' };
export const ended: Flow = { kind: 'ended' };

/** A failure with all that it came after, the first one first. */
export function failuresOf(failure: Failure): readonly Failure[] {
  return failure.after ? [...failuresOf(failure.after), failure] : [failure];
}

/** The id of the block whose overrun is among what has failed. */
export function heldIn(failure: Failure): string | undefined {
  return failuresOf(failure).find(({ held }) => held !== undefined)?.held;
}

/** To what is around the block of a window its overrun is a failure like others. */
export function withoutHeld(flow: Flow, block: string): Flow {
  if (flow.kind !== 'failed' || heldIn(flow.failure) !== block) return flow;
  const plain = (failure: Failure): Failure => ({
    ...failure,
    held: undefined,
    after: failure.after && plain(failure.after),
  });
  return { kind: 'failed', failure: plain(flow.failure) };
}

/** Whatever ended the section, the failure before it was the one that began it. */
export function failedAfter(failure: Failure, before: Failure): Flow {
  return { kind: 'failed', failure: chained(failure, before) };
}

function chained(failure: Failure, before: Failure): Failure {
  return { ...failure, after: failure.after ? chained(failure.after, before) : before };
}
