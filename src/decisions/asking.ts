import type { Names } from './meaning.ts';
import type { Oracle } from './question.ts';
import type { Situation } from './situation.ts';

/** The case in which conditions are asked. */
export interface Asking {
  readonly situation: Situation;
  readonly names: Names;
  readonly oracle: Oracle;
}
