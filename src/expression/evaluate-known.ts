import type { Value } from '../values/value.ts';
import type { Expression, Node } from './ast.ts';
import { evaluate } from './evaluate.ts';
import { EvaluationError } from './evaluation-error.ts';
import { references } from './references.ts';
import type { Scope } from './scope.ts';
import { isTruthy } from './truth.ts';

/** What can be said of an expression before every variable has its value. */
export type Known =
  | { readonly known: true; readonly value: Value }
  /** The unknown variables that it waits for. */
  | { readonly known: false; readonly dependsOn: readonly string[] };

/**
 * The value of an expression as far as it does not depend on variables that are not known yet: `false and later.rc == 0`
 * is false, whichever side is known.
 *
 * @throws EvaluationError as `evaluate` does, for what is known.
 */
export function evaluateKnown(
  expression: Expression,
  scope: Scope,
  isUnknown: (name: string) => boolean,
): Known {
  return decide({ expression, scope, isUnknown }, expression.root);
}

interface Question {
  readonly expression: Expression;
  readonly scope: Scope;
  readonly isUnknown: (name: string) => boolean;
}

function decide(question: Question, node: Node): Known {
  const waiting = unknownNames(question, node);
  if (waiting.length === 0) return { known: true, value: valueOf(question, node) };
  switch (node.kind) {
    case 'logical':
      return decideLogical(question, node, waiting);
    case 'not': {
      const { source } = question.expression;
      const operand = decide({ ...question, expression: { source, root: node.operand } }, node.operand);
      return operand.known ? { known: true, value: !isTruthy(operand.value) } : operand;
    }
    case 'conditional': {
      const condition = decide(question, node.condition);
      if (!condition.known) return { known: false, dependsOn: waiting };
      if (isTruthy(condition.value)) return decide(question, node.then);
      return node.otherwise
        ? decide(question, node.otherwise)
        : { known: true, value: valueOf(question, node) };
    }
    default:
      return { known: false, dependsOn: waiting };
  }
}

function decideLogical(
  question: Question,
  node: Node & { kind: 'logical' },
  waiting: readonly string[],
): Known {
  const decides = node.operator === 'or';
  const left = decide(question, node.left);
  if (left.known) return isTruthy(left.value) === decides ? left : decide(question, node.right);
  // The right side may need the left one to be sound: a mistake in it is not known to be one yet.
  const right = unlessMistaken(() => decide(question, node.right));
  if (right?.known && isTruthy(right.value) === decides) return { known: true, value: decides };
  const dependsOn = right?.known ? left.dependsOn : waiting;
  return { known: false, dependsOn };
}

function unlessMistaken(work: () => Known): Known | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

function valueOf({ expression, scope }: Question, node: Node): Value {
  return evaluate({ ...expression, root: node }, scope);
}

function unknownNames({ expression, isUnknown }: Question, node: Node): readonly string[] {
  const names = references({ ...expression, root: node }).map(({ name }) => name);
  return [...new Set(names)].filter(isUnknown);
}
