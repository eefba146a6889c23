import { expressionOf } from '../model/argument.ts';
import {
  evaluate,
  evaluateCondition,
  EvaluationError,
  isTruthy,
  type Expression,
  scopeOf,
  type Node,
} from '../expression/index.ts';
import { locate } from '../diagnostics/source.ts';
import type { Asking } from './asking.ts';
import { comparisonOf } from './comparison.ts';
import { identityOf } from './identity.ts';
import { isKnown, meaningOf, openParameters, scopeFor } from './meaning.ts';
import { noBoolean } from './no-boolean.ts';
import { missingIn } from './missing-in.ts';
import { partOf, shownText } from './part.ts';
import { pairsOf, positiveForm } from './positive-form.ts';
import { inVariable, type Condition, type Place } from './place.ts';
import type { Value } from '../values/value.ts';

/**
 * Whether a condition holds in a case, as a run would find it. What is known is evaluated as a run evaluates it; `and`, `or`, `not` and `if` are followed in
 * their order to what is not known, and that is asked of the oracle. A value that is not known and stands for the whole condition counts as a boolean.
 *
 * @throws EvaluationError where the run would fail, such as for a parameter that is not given, or a condition that is no boolean.
 */
export function holds({ expression, place }: Condition, asking: Asking): boolean {
  return answer(expression, place, asking, true);
}

/** `whole`: it is the value of a condition, which has to be a boolean, and not a part of one, of which only the truth counts. */
function answer(expression: Expression, place: Place, asking: Asking, whole: boolean): boolean {
  const { situation, names } = asking;
  const visit = (node: Node, isWhole: boolean): boolean => {
    const part = partOf(expression, node);
    if (isKnown(part, place, situation, names)) {
      const scope = scopeFor(place, situation, names);
      return isWhole ? evaluateCondition(part, scope) : isTruthy(evaluate(part, scope));
    }
    switch (node.kind) {
      case 'not':
        return !visit(node.operand, false);
      case 'logical': {
        const left = visit(node.left, false);
        // Its value is that of one of its sides.
        if (left === (node.operator === 'or')) return isWhole ? visit(node.left, true) : left;
        return visit(node.right, isWhole);
      }
      case 'conditional':
        if (visit(node.condition, false)) return visit(node.then, isWhole);
        if (node.otherwise) return visit(node.otherwise, isWhole);
        // In a template's braces it is the empty text, which is false, and no boolean.
        if (!expression.inBraces || node !== expression.root) throw noElse(expression, node);
        if (isWhole) refuseCondition(part, '');
        return false;
      case 'compare':
        return pairsOf(node).every((pair) => leaf(pair, isWhole));
      case 'name': {
        const meaning = meaningOf(node.name, place, situation, names);
        const inner = meaning.kind === 'argument' ? expressionOf(meaning.argument) : undefined;
        return inner ? answer(inner, inVariable(place, node.name), asking, isWhole) : leaf(node, isWhole);
      }
      default:
        return leaf(node, isWhole);
    }
  };
  const leaf = (node: Node, isWhole: boolean): boolean => {
    const part = partOf(expression, node);
    if (isKnown(part, place, situation, names)) {
      return isTruthy(evaluate(part, scopeFor(place, situation, names)));
    }
    missingIn(part, place, asking);
    const sample = isWhole ? noBoolean(part, place, asking) : undefined;
    if (sample !== undefined) refuseCondition(part, sample);
    const { positive, negated } = positiveForm(node);
    const comparison = comparisonOf(partOf(expression, positive), place, asking);
    const answered = asking.oracle({
      key: identityOf(positive, place, situation, names),
      text: shownText(positive, expression),
      ...(comparison ? { comparison } : {}),
      parameters: () => openParameters(part, place, situation, names),
    });
    return answered !== negated;
  };
  return visit(expression.root, whole);
}

/** Fails as the run would with this value. */
function refuseCondition({ source, root }: Expression, value: Value): void {
  evaluateCondition({ source, root: { kind: 'literal', value, range: root.range } }, nothing);
}

const nothing = scopeOf(new Map());

function noElse({ source }: Expression, { range }: Node): EvaluationError {
  return new EvaluationError({
    code: 'undefined-value',
    severity: 'error',
    message: 'the condition is false and there is no "else": the value is undefined',
    location: locate(source, range.start, range.end),
    help: 'add "else" and the other value',
  });
}
