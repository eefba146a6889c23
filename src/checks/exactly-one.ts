import type { Ask, Case } from '../decisions/cases.ts';
import type { Outcome } from '../decisions/outcomes.ts';
import type { Condition } from '../decisions/place.ts';
import { nameOfSubject, type Situation } from '../decisions/situation.ts';
import { generalized, situationText } from '../decisions/situation-text.ts';
import { EvaluationError } from '../expression/index.ts';

/** The indexes of the alternatives that run, or the mistake that keeps a condition from being evaluated. */
export type Taken = readonly number[] | EvaluationError;

/** A case in which all that it can come to is known. */
export interface CompleteCase {
  readonly situation: Situation;
  readonly outcomes: readonly Outcome<Taken>[];
  /** Whether a run surely comes to the decision in this case. */
  readonly isSure: boolean;
}

/** Which alternatives' conditions hold. `otherwise`: the index of one that runs where none does. */
export function taken(
  alternatives: readonly (readonly Condition[])[],
  otherwise: number | undefined,
  ask: Ask,
): Taken {
  try {
    const holding = alternatives.flatMap((conditions, index) => (conditions.every(ask) ? [index] : []));
    return holding.length === 0 && otherwise !== undefined ? [otherwise] : holding;
  } catch (error) {
    if (error instanceof EvaluationError) return error;
    throw error;
  }
}

export const isError = (result: Taken): result is EvaluationError => result instanceof EvaluationError;
export const isGap = (result: Taken): result is readonly number[] => !isError(result) && result.length === 0;
export const isOverlap = (result: Taken): result is readonly number[] =>
  !isError(result) && result.length > 1;
export const isWrong = (result: Taken): boolean => isError(result) || result.length !== 1;

/** Everything is needed; nothing where there is too much of it. */
export function allCases(cases: Iterable<Case<Taken>> | undefined): readonly CompleteCase[] | undefined {
  const complete: CompleteCase[] = [];
  for (const { situation, outcomes, isSure } of cases ?? []) {
    if (!outcomes) return undefined;
    complete.push({ situation, outcomes, isSure });
  }
  return cases && complete;
}

/**
 * The first case that comes to such a result whatever the values of the run are, and `counts`, with what makes no difference left out: in words, and its
 * result.
 */
export function firstSuch<R extends Taken>(
  all: readonly CompleteCase[],
  isSuch: (result: Taken) => result is R,
  counts: (each: CompleteCase) => boolean = () => true,
): { readonly example: string; readonly result: R } | undefined {
  const surely = ({ outcomes }: CompleteCase) =>
    outcomes.length > 0 && outcomes.every(({ result }) => isSuch(result));
  const found = all.find((each) => surely(each) && counts(each));
  const result = found?.outcomes[0]?.result;
  if (!found || result === undefined || !isSuch(result)) return undefined;
  const possible = all.filter(({ outcomes }) => outcomes.length > 0);
  const failing = new Set(possible.filter(surely).map(({ situation }) => situation));
  const alike = generalized(
    found.situation,
    possible.map(({ situation }) => situation),
    (other) => failing.has(other),
  );
  return { example: situationText(alike), result };
}

/** What a proof rests on, behind what it says: `, proved over 5 combinations of "edition" and "collocated"`. Nothing where no case gets there. */
export function provedOver(all: readonly CompleteCase[]): string | undefined {
  const possible = all.filter(({ outcomes }) => outcomes.length > 0);
  const [first] = possible;
  if (!first) return undefined;
  const subjects = [...first.situation.keys()].map((subject) => `"${nameOfSubject(subject)}"`);
  const questions = new Set(
    possible.flatMap(({ outcomes }) =>
      outcomes.flatMap(({ assumed }) => assumed.map(({ question }) => `"${question.text}"`)),
    ),
  );
  const cases = possible.length === 1 ? 'the one case' : `${possible.length} combinations`;
  const over = subjects.length === 0 ? '' : `, proved over ${cases} of ${listText(subjects)}`;
  const are = questions.size === 1 ? 'is' : 'are';
  const whatever = questions.size === 0 ? '' : `, whether ${listText([...questions])} ${are} true or false`;
  return `${over}${whatever}`;
}

function listText(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** `when edition = "standard"`, `ever` */
export function whenText(example: string, always: string): string {
  return example === '' ? always : `when ${example}`;
}
