import type { JobAsked, Performed, Stop } from '../engine/effects.ts';
import type { Thrown } from '../engine/thrown.ts';

/** Whatever else was asked by then: nothing more is begun. */
export function stopFor(by: 'journal' | 'object'): Stop {
  return { stage: 'at once', by };
}

/** The end of any effect that is not begun, and neither is what comes after it. */
export function notBegun(thrown: Thrown, stop: Stop, time: number): Performed & JobAsked {
  const answer = { kind: 'interrupted' } as const;
  const end = { time, stop, thrown, outcome: undefined, cut: undefined, refused: undefined, answer };
  return { ...end, running: false, ended: time };
}

/** The end of any effect that is not begun, since it could not be written down. */
export function notWritten({ message }: { readonly message: string }, time: number): Performed & JobAsked {
  const help = 'nothing more was begun: what is not on record could not be gone on from';
  return notBegun({ cause: 'journal', message, reason: message, help }, stopFor('journal'), time);
}
