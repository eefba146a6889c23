import type { RunCounts, RunFinished } from '../events/run-event.ts';

type InDoubt = RunFinished['inDoubt'][number];

/** What the end of the run is worked out from. Written by the engine only. */
export interface Tally {
  readonly counts: { -readonly [Status in keyof RunCounts]: number };
  readonly inDoubt: InDoubt[];
  /** The task that acts now, where it is one that may change something. */
  acting: Pick<InDoubt, 'name' | 'place'> | undefined;
  /** The task whose question ended the run: it was answered no, or nobody could answer it. The message says which. */
  declined: { readonly task: string; readonly message: string } | undefined;
}

export function createTally(): Tally {
  return {
    counts: { ok: 0, changed: 0, skipped: 0, failed: 0, ignored: 0, rescued: 0, not_run: 0, stopped: 0 },
    inDoubt: [],
    acting: undefined,
    declined: undefined,
  };
}

/** What a run has come to by now, also where it ends in the middle of a task. */
export function soFar({ counts, inDoubt, acting }: Tally): Pick<RunFinished, 'counts' | 'inDoubt'> {
  const cut = acting ? [{ ...acting, why: 'the run was ended while it ran' }] : [];
  return { counts: { ...counts }, inDoubt: [...inDoubt, ...cut] };
}
