import type { Performed } from '../engine/effects.ts';
import { withoutAttempt } from '../events/instance.ts';
import type { EndedEntry, Entry, FinishedEntry, IntendedEntry } from './entry.ts';

/**
 * Where a run goes on that ended at a restart which had been asked for: in the middle of it, as if it had broken off there. So the machine says by its start whether it is done, and it
 * is not simply restarted once more. Gives the number of the first entry that does not count; undefined of any other end.
 */
export function restartPoint(entries: readonly Entry[], { resume }: FinishedEntry): number | undefined {
  if (!resume || resume.anew !== undefined) return undefined;
  const isOfIt = (entry: Entry): entry is Entry & IntendedEntry =>
    entry.type === 'intended' && entry.seq >= resume.at && withoutAttempt(entry.id) === resume.id;
  const restart = entries.filter(isOfIt).at(-1);
  const { call } = (restart?.effect ?? {}) as { readonly call?: { readonly kind: string } };
  if (!restart || call?.kind !== 'reboot' || restart.acts !== true) return undefined;
  const ended = entries.find(
    (entry): entry is Entry & EndedEntry => entry.type === 'ended' && entry.seq > restart.seq,
  );
  const { outcome } = (ended?.end ?? {}) as Partial<Pick<Performed, 'outcome'>>;
  // Refused, or not needed.
  return outcome?.changed === false ? undefined : restart.seq + 1;
}
