import { hasFormat } from '../../document/has-format.ts';
import { divergenceOf } from '../../journal/dry-replay.ts';
import type { Entry, FinishedEntry, OpenedWindow, RunEntry } from '../../journal/entry.ts';
import { openedWindows, windowsLeft } from '../../journal/left-windows.ts';
import type { MovedIds } from '../../journal/entry.ts';
import { movedId } from '../../journal/moved-ids.ts';
import { opensFirst } from '../apply/plan-facts.ts';
import type { PreparedRun } from '../apply/prepare-run.ts';
import { createParameterReader } from '../parameters/parameter-reader.ts';
import { bookOf, type KnownPast } from './go-on.ts';

/** Where the run, as it is prepared now, goes another way than what is on record; undefined where it does not. */
export function divergence(
  past: KnownPast,
  prepared: PreparedRun,
  run: RunEntry,
  windows: readonly OpenedWindow[],
): Promise<string | undefined> {
  const { plan } = prepared;
  return divergenceOf(
    plan,
    { ...past, book: bookOf(prepared, run) },
    {
      reading: { reader: createParameterReader(), hasFormat },
      openFirst: opensFirst(prepared),
      windowsLeft: windowsLeft(windows),
    },
  );
}

/** The windows that were left open, with the ids of now. */
export function windowsBy(entries: readonly Entry[], at: number, moved: MovedIds): readonly OpenedWindow[] {
  return openedWindows(entries, at).map((each) => ({ ...each, id: movedId(each.id, moved) }));
}

export function movedFinished(finished: FinishedEntry, moved: MovedIds): FinishedEntry {
  const { resume } = finished;
  return resume ? { ...finished, resume: { ...resume, id: movedId(resume.id, moved) } } : finished;
}
