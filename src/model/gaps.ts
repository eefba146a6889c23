import type { Location } from '../diagnostics/source.ts';

/** What of a runbook's text has a mistake of form: nobody knows what stands there, only which words do. */
export interface Gaps {
  /** Names and words that stand there: it may be what gives them a value, reads them, or notifies them. */
  readonly words: ReadonlySet<string>;
  /** The keys that are wrong, with what is under them. */
  readonly texts: readonly Location[];
  /** Nodes of which it is open when, how often or as what they run; what stands inside is no better known. */
  readonly nodes: readonly Location[];
  /** Whether it may turn the way of the run: end it, skip a part of it, open or close the session. */
  readonly turnsRun: boolean;
  /** Whether it may give the session commands that nobody knows. */
  readonly mayBringCommands: boolean;
  /** Whether it may be anything, as a file that could not be read. */
  readonly isOpen: boolean;
}

/** Whether one place lies in another. */
export function isInside(inner: Location, outer: Location): boolean {
  return (
    inner.file.path === outer.file.path &&
    inner.range.start >= outer.range.start &&
    inner.range.end <= outer.range.end
  );
}

/** The words of a text that may be names. */
export function wordsIn(text: string): readonly string[] {
  return text.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
}
