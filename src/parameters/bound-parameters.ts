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

/** Their values by name: those that somebody gave, which nothing overrides, and those that are defaults. */
export function valuesByOrigin({ values, origins }: Pick<BoundParameters, 'values' | 'origins'>): {
  readonly given: ReadonlyMap<string, Value>;
  readonly defaults: ReadonlyMap<string, Value>;
} {
  const given = new Map<string, Value>();
  const defaults = new Map<string, Value>();
  for (const [name, value] of values) {
    (origins.get(name)?.kind === 'default' ? defaults : given).set(name, value);
  }
  return { given, defaults };
}
