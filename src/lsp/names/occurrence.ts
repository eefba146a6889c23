import type { Location } from '../../diagnostics/source.ts';

/** A place where a name stands: a variable's, or a handler's (its topics included). */
export interface Occurrence {
  readonly kind: 'variable' | 'handler';
  readonly name: string;
  /** What gives it its value, or what reads it. */
  readonly how: Definition | 'reads' | 'notifies' | 'scenario';
  /** Of the name alone, without quotes. */
  readonly location: Location;
  /** Of what it stands for, to show: a parameter with its rules, a variable with its value. */
  readonly whole: Location;
}

export type Definition =
  | 'parameter'
  | 'vars'
  | 'defaults'
  | 'set_fact'
  | 'register'
  | 'loop variable'
  | 'include_vars'
  | 'handler'
  | 'topic';

export function isDefinition({ how }: Occurrence): boolean {
  return how !== 'reads' && how !== 'notifies' && how !== 'scenario';
}
