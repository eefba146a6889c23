import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** What a parser gives: the value where there is one, and every mistake that it found. */
export interface Parsed<T> {
  /** Missing when the text could not be understood at all. */
  readonly value?: T;
  readonly diagnostics: readonly Diagnostic[];
}
