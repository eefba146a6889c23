import type { Entry } from './entry.ts';

/** The latest time that a journal has: the clock of the run may have been set since. Milliseconds since the epoch. */
export function lastTime(entries: readonly Entry[]): number {
  return entries.reduce((latest, entry) => Math.max(latest, ...timesIn(entry)), -Infinity);
}

function timesIn(entry: Entry): readonly number[] {
  switch (entry.type) {
    case 'run':
    case 'resumed':
    case 'finished':
      return [entry.time];
    case 'intended':
      return entry.readings ?? [];
    case 'ended':
      return timeOf(entry.end);
    case 'note':
      return timeOf(entry.note);
  }
}

function timeOf(told: unknown): readonly number[] {
  const { time } = told as { readonly time?: unknown };
  return typeof time === 'number' ? [time] : [];
}
