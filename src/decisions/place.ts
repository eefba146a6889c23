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
  /** When, where that is not the moment at which a node that is looked at begins. */
  readonly moment: Moment | undefined;
  /** The variables of `vars` that are being evaluated: one cannot read itself. */
  readonly evaluating: ReadonlySet<string>;
}

/** A moment of a run. */
export interface Moment {
  /** Which of the values that a run gives the name it has: those of two moments are the same where this is. */
  versionOf(name: string): string | undefined;
}

/** At a node that is done before: what has changed since had another value there. */
export function momentAt(id: string, changed: readonly string[]): Moment {
  const names = new Set(changed);
  return { versionOf: (name) => (names.has(name) ? id : undefined) };
}

/** A condition, with the place at which it is asked. */
export interface Condition {
  readonly expression: Expression;
  readonly place: Place;
}

export function placeAt({ layers, loops }: Pick<ProgramNode, 'layers' | 'loops'>, moment?: Moment): Place {
  return { layers, loops, parametersOnly: false, moment, evaluating: nothing };
}

const nothing: ReadonlySet<string> = new Set();

/** Of a `required_when`. */
export const besideParameters: Place = {
  layers: [],
  loops: [],
  parametersOnly: true,
  moment: undefined,
  evaluating: nothing,
};

/** Inside of a variable of `vars`. */
export function inVariable(place: Place, name: string): Place {
  return { ...place, evaluating: new Set([...place.evaluating, name]) };
}
