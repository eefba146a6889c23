import { EvaluationError } from '../expression/index.ts';
import type { Asking } from './asking.ts';
import { domainsOf } from './domains.ts';
import { conditionsIn, isHeld, type Held } from './held.ts';
import type { Names } from './meaning.ts';
import { outcomesOf, type Outcome } from './outcomes.ts';
import { besideParameters, type Condition } from './place.ts';
import { readsTooMuch } from './reads-too-much.ts';
import { countSituations, isSurelyAccepted, situations, type Domains, type Situation } from './situation.ts';
import { holds } from './truth.ts';

/** More cases than these are not gone through. */
const mostSituations = 4096;

/** What a decision comes to in one situation of the parameters, for every way the values of the run may turn out. */
export interface Case<T> {
  readonly situation: Situation;
  /** Empty where the situation cannot be, or never gets to the decision; nothing where there are too many. */
  readonly outcomes: readonly Outcome<T>[] | undefined;
  /** Whether the situation can be, and gets to the decision whatever the values of the run are. */
  readonly isSure: boolean;
}

/** Whether a condition holds, in the case that is being gone through. Errors: throws `EvaluationError`. */
export type Ask = (condition: Condition) => boolean;

/**
 * Goes through every combination of the parameters' values that is possible (a required parameter is there) and in which all conditions
 * around hold, and decides there. A mistake in a condition around is somebody else's. Nothing where there are too many.
 */
export function casesOf<T>(
  outer: readonly Held[],
  own: readonly Condition[],
  names: Names,
  decide: (ask: Ask) => T,
): Iterable<Case<T>> | undefined {
  const all = [...outer.flatMap(conditionsIn), ...own];
  if (readsTooMuch(all)) return undefined;
  const domains = domainsOf(all, names);
  if (countSituations(domains) > mostSituations) return undefined;
  return goThrough(domains, outer, names, decide);
}

function* goThrough<T>(
  domains: Domains,
  outer: readonly Held[],
  names: Names,
  decide: (ask: Ask) => T,
): Generator<Case<T>> {
  for (const situation of situations(domains)) {
    const outcomes = outcomesOf<T | typeof impossible>((oracle) => {
      const asking: Asking = { situation, names, oracle };
      if (!isPossible(asking)) return impossible;
      const ask: Ask = (condition) => holds(condition, asking);
      return outer.every((held) => wasSo(held, ask)) ? decide(ask) : impossible;
    });
    if (outcomes === 'too many') {
      yield { situation, outcomes: undefined, isSure: false };
      continue;
    }
    const isSure = isSurelyAccepted(situation) && outcomes.every(isReached);
    yield { situation, outcomes: outcomes.filter(isReached), isSure };
  }
}

const impossible = Symbol('impossible');

function isReached<T>(outcome: Outcome<T | typeof impossible>): outcome is Outcome<T> {
  return outcome.result !== impossible;
}

/** A parameter that is required in this situation is not missing in it; where that cannot be said nothing is run. */
export function isPossible(asking: Asking): boolean {
  for (const [subject, choice] of asking.situation) {
    if (choice.kind !== 'missing' || !('requiredWhen' in subject) || !subject.requiredWhen) continue;
    try {
      if (holds({ expression: subject.requiredWhen, place: besideParameters }, asking)) return false;
    } catch (error) {
      if (error instanceof EvaluationError) return false;
      throw error;
    }
  }
  return true;
}

function wasSo(held: Held, ask: Ask): boolean {
  try {
    return isHeld(held, ask);
  } catch (error) {
    // The run did not get past it.
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}
