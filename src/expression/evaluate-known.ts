import type { Value } from '../values/value.ts';
import type { Expression, Node } from './ast.ts';
import { certaintyOf, isAtLeast, type Certainty } from './certainty.ts';
import { evaluate } from './evaluate.ts';
import { EvaluationError, meansUndefined } from './evaluation-error.ts';
import { references } from './references.ts';
import type { Scope } from './scope.ts';
import { isTruthy } from './truth.ts';

/** What can be said of an expression before every variable has its value. */
export type Known =
  | { readonly known: true; readonly value: Value }
  | {
      readonly known: false;
      /** The unknown variables that it waits for. */
      readonly dependsOn: readonly string[];
      /** What is sure of it all the same. */
      readonly certainty: Certainty;
    };

/**
 * The value of an expression as far as it does not depend on variables that are not known yet: `false and later.rc == 0` is false. So is
 * `later is defined and false`; `later.rc == 0 and false` is not known, because its left side may turn out to be a mistake, and then the whole is one.
 *
 * @param unknown What is sure of a variable whose value is not known yet; nothing for one whose value is known.
 * @throws EvaluationError as `evaluate` does, for what is known.
 */
export function evaluateKnown(
  expression: Expression,
  scope: Scope,
  unknown: (name: string) => Certainty | undefined,
): Known {
  const question: Question = { expression, scope, unknown, names: new Map(), certainties: new Map() };
  const found = decide(question, expression.root, false);
  return found.known ? found : { ...found, certainty: certaintyIn(question, expression.root) };
}

interface Question {
  readonly expression: Expression;
  readonly scope: Scope;
  readonly unknown: (name: string) => Certainty | undefined;
  /** What was found of nodes, which is asked for again further out. */
  readonly names: Map<Node, readonly string[]>;
  readonly certainties: Map<Node, Certainty>;
}

type Found =
  Extract<Known, { known: true }> | { readonly known: false; readonly dependsOn: readonly string[] };

/** `onlyTruth`: of the value only that is asked for. */
function decide(question: Question, node: Node, onlyTruth: boolean): Found {
  const waiting = unknownNames(question, node);
  if (waiting.length === 0) return { known: true, value: valueOf(question, node) };
  switch (node.kind) {
    case 'logical':
      return decideLogical(question, node, waiting, onlyTruth);
    case 'not': {
      const { source } = question.expression;
      const operand = decide({ ...question, expression: { source, root: node.operand } }, node.operand, true);
      return operand.known ? { known: true, value: !isTruthy(operand.value) } : operand;
    }
    case 'conditional': {
      const condition = decide(question, node.condition, true);
      if (!condition.known) return { known: false, dependsOn: waiting };
      if (isTruthy(condition.value)) return decide(question, node.then, onlyTruth);
      return node.otherwise
        ? decide(question, node.otherwise, onlyTruth)
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
  onlyTruth: boolean,
): Found {
  const decides = node.operator === 'or';
  const left = decide(question, node.left, true);
  if (left.known) {
    if (isTruthy(left.value) !== decides) return decide(question, node.right, onlyTruth);
    return onlyTruth ? left : decide(question, node.left, false);
  }
  // The right side may need the left one to be sound: a mistake in it is not known to be one yet.
  const right = unlessMistaken(() => decide(question, node.right, onlyTruth));
  if (right?.known && isDecided(certaintyIn(question, node.left), right.value, decides, onlyTruth)) {
    return { known: true, value: decides };
  }
  return { known: false, dependsOn: right?.known ? left.dependsOn : waiting };
}

/** Whether it is so whatever the left side turns out to be: the whole is that, or the right side. */
function isDecided(left: Certainty, right: Value, decides: boolean, onlyTruth: boolean): boolean {
  return onlyTruth
    ? isAtLeast(left, 'value') && isTruthy(right) === decides
    : left === 'boolean' && right === decides;
}

function certaintyIn(question: Question, node: Node): Certainty {
  const { certainties } = question;
  const before = certainties.get(node);
  if (before) return before;
  const found = knownCertainty(question, node) ?? certaintyOf(node, (part) => certaintyIn(question, part));
  certainties.set(node, found);
  return found;
}

/** Of a name that is not known, and of a part that is known as a whole. */
function knownCertainty(question: Question, node: Node): Certainty | undefined {
  if (node.kind === 'name') {
    const unknown = question.unknown(node.name);
    if (unknown) return unknown;
  } else if (unknownNames(question, node).length > 0) {
    return undefined;
  }
  try {
    return typeof valueOf(question, node) === 'boolean' ? 'boolean' : 'value';
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return meansUndefined(error) ? 'perhaps' : 'nothing';
  }
}

function unlessMistaken(work: () => Found): Found | undefined {
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

function unknownNames({ expression, unknown, names }: Question, node: Node): readonly string[] {
  const before = names.get(node);
  if (before) return before;
  const all = references({ ...expression, root: node }).map(({ name }) => name);
  const found = [...new Set(all)].filter((name) => unknown(name) !== undefined);
  names.set(node, found);
  return found;
}
