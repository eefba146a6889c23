import type { Entry, RecordedFile, RunEntry } from './entry.ts';

/** What a run is made of by now. */
export interface FilesByNow {
  readonly files: readonly RecordedFile[];
  /** Tasks of these files that are not run, by their ids. */
  readonly leftOut: readonly string[];
}

/** The files that a run has begun with, or those whose change was accepted last. */
export function filesByNow(entries: readonly [RunEntry & Entry, ...Entry[]]): FilesByNow {
  const accepted = entries.findLast((entry) => entry.type === 'resumed' && entry.files !== undefined);
  const { files = entries[0].files, leftOut = [] } = accepted?.type === 'resumed' ? accepted : {};
  return { files, leftOut };
}
