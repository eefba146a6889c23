import type { Value } from '../values/value.ts';
import type { ParameterOrigin } from './given-value.ts';

/** The parameters of one run. */
export interface BoundParameters {
  /** In the runbook's order. A parameter that was not given and has no default is not in it; a secret is a `Secret`. */
  readonly values: ReadonlyMap<string, Value>;
  readonly origins: ReadonlyMap<string, ParameterOrigin>;
  /** Required, or perhaps required, and not given: only where missing ones may stay open, as `plan` lets them. */
  readonly open: ReadonlySet<string>;
}
