import { templatesIn, type Argument } from '../model/argument.ts';
import { referencesIn } from '../model/references-in.ts';
import { findVariable } from '../program/scope.ts';
import type { Part } from './meaning.ts';
import type { Condition, Place } from './place.ts';

/**
 * Whether so many variables are evaluated for conditions that a decision would take too long: each is evaluated wherever it is read, so a row of variables that
 * read the one before twice doubles with each.
 */
export function readsTooMuch(conditions: readonly Condition[]): boolean {
  return conditions.some(({ expression, place }) => evaluations(expression, place, new Map()) > most);
}

const most = 2000;

function evaluations(part: Part, place: Place, known: Map<Argument, number>): number {
  let number = 0;
  for (const { name } of referencesIn(part)) {
    const argument = findVariable(place.layers, name);
    if (argument && templatesIn(argument).length > 0) number += 1 + ofVariable(argument, place, known);
    if (number > most) break;
  }
  return number;
}

function ofVariable(argument: Argument, place: Place, known: Map<Argument, number>): number {
  const before = known.get(argument);
  if (before !== undefined) return before;
  // One that reads itself is another mistake.
  known.set(argument, 0);
  const found = evaluations(argument, place, known);
  known.set(argument, found);
  return found;
}
