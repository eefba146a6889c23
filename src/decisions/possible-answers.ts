import { EvaluationError } from '../expression/index.ts';
import { isAccepted } from '../model/is-accepted.ts';
import { EnumValue, type Value } from '../values/value.ts';
import type { Comparison, Scalar, ValueKind } from './question.ts';

/** A comparison with the answer that is taken for true. */
export interface Answered {
  readonly comparison: Comparison;
  readonly answer: boolean;
}

/** Stands for every text that nothing is compared with. No runbook contains it: control characters are not allowed in YAML. */
export const anyOther = '\u0000any other';

/**
 * The answers that some value gives which also gives the earlier answers about the same thing. None where every such value cannot be compared.
 *
 * @throws EvaluationError for that, in the engine's words.
 */
export function possibleAnswers(comparison: Comparison, earlier: readonly Answered[]): ReadonlySet<boolean> {
  const all = [comparison, ...earlier.map((each) => each.comparison)];
  const literals = all.flatMap((each) => each.with);
  const answers = new Set<boolean>();
  let mistake: EvaluationError | undefined;
  for (const candidate of candidates(comparison.kind, literals)) {
    if (!earlier.every((each) => attempt(each.comparison, candidate) === each.answer)) continue;
    const answer = attempt(comparison, candidate);
    if (typeof answer === 'boolean') answers.add(answer);
    else mistake ??= answer;
  }
  if (answers.size === 0 && mistake) throw mistake;
  return answers;
}

function attempt({ holds }: Comparison, candidate: Value): boolean | EvaluationError {
  try {
    return holds(candidate);
  } catch (error) {
    if (error instanceof EvaluationError) return error;
    throw error;
  }
}

/** One value of each sort that comparisons with these literals can tell apart. */
function candidates(kind: ValueKind, literals: readonly Scalar[]): readonly Value[] {
  const texts = [...new Set(literals.filter((value) => typeof value === 'string')), anyOther];
  const points = literals.filter((value) => typeof value !== 'string' && value !== null).map(Number);
  switch (kind.kind) {
    case 'integer':
      return integersAround(points, kind.minimum, kind.maximum);
    case 'parameter': {
      const { type, minimum, maximum } = kind.parameter;
      if (type === 'string')
        return texts.filter((text) => text === anyOther || isAccepted(kind.parameter, text));
      if (type === 'integer') return integersAround(points, numberOf(minimum), numberOf(maximum));
      if (type === 'number') return numbersAround(points, numberOf(minimum), numberOf(maximum));
      return type === 'boolean' ? [true, false] : [new Map()];
    }
    case 'any': {
      const numbers = [...numbersAround(points, undefined, undefined), Number.NaN];
      // An enumeration value equals its name and its number.
      const both = texts.flatMap((text) =>
        numbers.filter(Number.isInteger).map((number) => new EnumValue('Enum', text, BigInt(number))),
      );
      return [...texts, ...numbers, ...both, null, new Map()];
    }
  }
}

function numberOf(value: bigint | number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** The points, their neighbours, the bounds. */
export function integersAround(
  points: readonly number[],
  minimum: number | undefined,
  maximum: number | undefined,
): readonly bigint[] {
  const around = [...points, minimum ?? [], maximum ?? [], points.length === 0 ? 0 : []]
    .flat()
    .flatMap((point) => [Math.floor(point) - 1, Math.floor(point), Math.ceil(point), Math.ceil(point) + 1]);
  return within(around, minimum, maximum).map(BigInt);
}

/** The points, one of each stretch between them, and the bounds. */
export function numbersAround(
  points: readonly number[],
  minimum: number | undefined,
  maximum: number | undefined,
): readonly number[] {
  const all = [...points, minimum ?? [], maximum ?? [], points.length === 0 ? 0 : []]
    .flat()
    .toSorted((a, b) => a - b);
  const around = all.flatMap((point, index) => [
    point - 1,
    point,
    (point + (all[index + 1] ?? point + 2)) / 2,
  ]);
  return within(around, minimum, maximum);
}

function within(
  values: readonly number[],
  minimum: number | undefined,
  maximum: number | undefined,
): readonly number[] {
  return [...new Set(values)]
    .filter((value) => minimum === undefined || value >= minimum)
    .filter((value) => maximum === undefined || value <= maximum)
    .toSorted((a, b) => a - b);
}
