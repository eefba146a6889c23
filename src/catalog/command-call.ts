import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Shape } from './shape.ts';

/** One argument of a call, as far as it is known before the run. */
export interface CallArgument {
  /** As it is written, in any case, perhaps an alias or a beginning; undefined for one that is given by its place. */
  readonly name: string | undefined;
  /** What its value can be, one of them; undefined where nothing is known of it. */
  readonly values: readonly Shape[] | undefined;
  /** The value may be left out: then the parameter is not given. */
  readonly perhaps?: boolean;
}

/** A call of a command, in a task or in a script. */
export interface CommandCall {
  readonly arguments: readonly CallArgument[];
  /** It stands behind a pipe, which may give it parameters. */
  readonly piped?: boolean;
  /** More is given that is not known, such as a splatted variable. */
  readonly open?: boolean;
}

/** A mistake in a call. */
export interface CallFinding {
  readonly code:
    | 'unknown-parameter'
    | 'ambiguous-parameter'
    | 'repeated-parameter'
    | 'wrong-parameter-type'
    | 'wrong-parameter-value'
    | 'no-parameter-set'
    | 'contradictory-parameters'
    | 'missing-parameter';
  readonly severity: Severity;
  readonly message: string;
  readonly help?: string;
  /** The name that was meant, where that is sure. */
  readonly meant?: string | undefined;
  /** Which argument is to blame, by its index; undefined: the call. */
  readonly argument: number | undefined;
}

/** Names or values in a message. */
export function quoted(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(', ');
}
