import type { Location } from '../diagnostics/source.ts';

/** What is not as a scenario expects, at the place that expects it. */
export interface Difference {
  readonly location: Location;
  /** What was expected, and what happened. */
  readonly message: string;
  /** Lines that say more. */
  readonly details: readonly string[];
}
