import type { Value } from '../values/value.ts';

/** The variables that an expression sees. */
export interface Scope {
  /** Nothing for an unknown name. It may throw an `EvaluationError`: a lazy variable whose own expression fails. */
  get(name: string): Value | undefined;
  /** Every name; asked for only to suggest one in a message. */
  names(): Iterable<string>;
  /** The run's clock, in milliseconds since the epoch, as it was when the run looked at it last: part of what is on record. */
  readonly now?: (() => number) | undefined;
}

/** A scope of values that are there already. */
export function scopeOf(variables: ReadonlyMap<string, Value>): Scope {
  return { get: (name) => variables.get(name), names: () => variables.keys() };
}
