import type { Scope } from '../expression/index.ts';
import { evaluateArgument, type Argument } from '../model/argument.ts';
import type { ErrorAction, Keepable } from '../model/runbook.ts';
import { Omit, type Value } from '../values/value.ts';

/** What an action's arguments are evaluated in, and what of the task's keywords becomes a part of the call. */
export interface Preparation {
  readonly scope: Scope;
  readonly checkMode: boolean;
  readonly errorAction: ErrorAction;
  /** What an action of the session leaves changed there. */
  readonly keep: readonly Keepable[];
  /** For the call's processes; null unsets. */
  readonly environment: ReadonlyMap<string, string | null>;
  /**
   * Secrets in these values are hidden from now on. For whatever leaves the run towards a session or a program, which may say it:
   * an expression can have made a new secret of one that is known.
   */
  learn(values: Iterable<Value>): void;
}

/** The value of an argument that may be missing, or left out with `omit`. Errors: throws `EvaluationError`. */
export function optional(argument: Argument | undefined, { scope }: Preparation): Value | undefined {
  const value = argument && evaluateArgument(argument, scope);
  return value instanceof Omit ? undefined : value;
}
