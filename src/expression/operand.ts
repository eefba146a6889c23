import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { EvaluationError } from './evaluation-error.ts';
import type { Value } from '../values/value.ts';

/**
 * What a name, property or index that does not exist gives: an error as soon as it is used, unless by `default`,
 * `is defined` and their kind. Everything below it is undefined as well, with the same message.
 */
export class Undefined {
  /** Worked out only when it is shown, because the suggestion looks at every name. */
  readonly describe: () => Diagnostic;
  /** Where a text is made of it, it is the empty one: what `'x' if c` gives without an `else`. */
  readonly isEmptyInText: boolean;
  constructor(describe: () => Diagnostic, isEmptyInText = false) {
    this.describe = describe;
    this.isEmptyInText = isEmptyInText;
  }
}

/** A list with something undefined in it, such as `[a, b]` on its way to `select('defined')`. */
export class LooseList {
  readonly items: readonly Operand[];
  constructor(items: readonly Operand[]) {
    this.items = items;
  }
}

/** What a node evaluates to. */
export type Operand = Value | Undefined | LooseList;

/** The value of an operand that is used for good: what is undefined in it becomes an error. */
export function settle(operand: Operand): Value {
  if (operand instanceof Undefined) throw new EvaluationError(operand.describe());
  if (operand instanceof LooseList) return operand.items.map(settle);
  return operand;
}

/** The value of an operand that a text is made of. */
export function settleText(operand: Operand): Value {
  return operand instanceof Undefined && operand.isEmptyInText ? '' : settle(operand);
}

/** A list, which is a loose one only where it must be. */
export function listOf(items: readonly Operand[]): readonly Value[] | LooseList {
  return items.some((item) => item instanceof Undefined || item instanceof LooseList)
    ? new LooseList(items)
    : (items as readonly Value[]);
}
