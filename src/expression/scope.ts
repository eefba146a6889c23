import type { Value } from '../values/value.ts';

/** The variables that an expression sees. */
export interface Scope {
  /** Nothing for an unknown name. It may throw an `EvaluationError`: a lazy variable whose own expression fails. */
  get(name: string): Value | undefined;
  /** Every name; asked for only to suggest one in a message. */
  names(): Iterable<string>;
}

/** A scope of values that are there already. */
export function scopeOf(variables: ReadonlyMap<string, Value>): Scope {
  return { get: (name) => variables.get(name), names: () => variables.keys() };
}
