import type { MetaAction } from '../model/action.ts';
import { done, type Outcome } from './outcome.ts';

/** What is told to the runner itself. Nothing is done here: the engine acts on it when the task has ended. */
export interface MetaCall {
  readonly kind: 'meta';
  readonly operation: MetaAction['operation'];
}

export function prepareMeta({ operation }: MetaAction): MetaCall {
  return { kind: 'meta', operation };
}

export function performMeta(): Outcome {
  return done();
}
