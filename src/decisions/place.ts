import type { Expression } from '../expression/index.ts';
import type { Loop } from '../model/loop.ts';
import type { ProgramNode, VariableLayer } from '../program/program.ts';

/** Where, and when, something is evaluated. */
export interface Place {
  /** The `vars` that reach it, innermost last. */
  readonly layers: readonly VariableLayer[];
  /** The loops around, outermost first. */
  readonly loops: readonly Loop[];
  /** Whether only parameters are seen, as `required_when` does. */
  readonly parametersOnly: boolean;
  /** Where it was evaluated before the node that is looked at: what may have got another value since. */
  readonly earlier: Earlier | undefined;
  /** The variables of `vars` that are being evaluated: one cannot read itself. */
  readonly evaluating: ReadonlySet<string>;
}

export interface Earlier {
  /** The node at which it was evaluated. */
  readonly id: string;
  readonly changed: ReadonlySet<string>;
}

/** A condition, with the place at which it is asked. */
export interface Condition {
  readonly expression: Expression;
  readonly place: Place;
}

export function placeAt({ layers, loops }: Pick<ProgramNode, 'layers' | 'loops'>, earlier?: Earlier): Place {
  return { layers, loops, parametersOnly: false, earlier, evaluating: nothing };
}

const nothing: ReadonlySet<string> = new Set();

/** Of a `required_when`. */
export const besideParameters: Place = {
  layers: [],
  loops: [],
  parametersOnly: true,
  earlier: undefined,
  evaluating: nothing,
};

/** Inside of a variable of `vars`. */
export function inVariable(place: Place, name: string): Place {
  return { ...place, evaluating: new Set([...place.evaluating, name]) };
}
