import { EvaluationError } from '../expression/index.ts';
import type { Parameter } from '../model/runbook.ts';
import { domainsOf } from './parameter-domains.ts';
import {
  countSituations,
  outcomesOf,
  situations,
  type Domains,
  type Oracle,
  type Outcome,
  type Situation,
} from './situations.ts';
import { truthOf, type Condition } from './truth.ts';

/** More cases than these are not gone through. */
const mostSituations = 4096;

/** What a decision comes to in one situation of the parameters, for every way the values of the run may turn out. */
export interface Case<T> {
  readonly situation: Situation;
  /** Empty where the situation cannot be, or never gets to the decision; nothing where there are too many. */
  readonly outcomes: readonly Outcome<T>[] | undefined;
}

/** Whether a condition holds, in the case that is being gone through. */
export type Ask = (condition: Condition) => boolean;

/**
 * Goes through every combination of the parameters' values that is possible (a required parameter is there) and in which all conditions
 * around hold, and decides there. A mistake in a condition around is somebody else's. Nothing where there are too many.
 */
export function casesOf<T>(
  outer: readonly Condition[],
  own: readonly Condition[],
  parameters: readonly Parameter[],
  decide: (ask: Ask) => T,
): Iterable<Case<T>> | undefined {
  const domains = domainsOf([...outer, ...own], parameters);
  if (countSituations(domains) > mostSituations) return undefined;
  return goThrough(domains, outer, parameters, decide);
}

function* goThrough<T>(
  domains: Domains,
  outer: readonly Condition[],
  parameters: readonly Parameter[],
  decide: (ask: Ask) => T,
): Generator<Case<T>> {
  for (const situation of situations(domains)) {
    const outcomes = outcomesOf<T | typeof impossible>((oracle) => {
      if (!isPossible(situation, parameters, oracle)) return impossible;
      const ask: Ask = (condition) => truthOf(condition, situation, oracle);
      return holdAll(outer, ask) ? decide(ask) : impossible;
    });
    yield { situation, outcomes: outcomes === 'too many' ? undefined : outcomes.filter(isReached) };
  }
}

const impossible = Symbol('impossible');

function isReached<T>(outcome: Outcome<T | typeof impossible>): outcome is Outcome<T> {
  return outcome.result !== impossible;
}

/** A parameter that is required in this situation is not missing in it. */
function isPossible(situation: Situation, parameters: readonly Parameter[], oracle: Oracle): boolean {
  return parameters.every(({ name, requiredWhen }) => {
    if (!requiredWhen || !situation.has(name) || situation.get(name) !== undefined) return true;
    return !holds({ expression: requiredWhen, layers: [] }, (condition) =>
      truthOf(condition, situation, oracle),
    );
  });
}

function holdAll(conditions: readonly Condition[], ask: Ask): boolean {
  return conditions.every((condition) => holds(condition, ask));
}

function holds(condition: Condition, ask: Ask): boolean {
  try {
    return ask(condition);
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}
