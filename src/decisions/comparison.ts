import { expressionOf } from '../model/argument.ts';
import { evaluateCondition, evaluate, type Expression, type Node, scopeOf } from '../expression/index.ts';
import { isList } from '../values/describe.ts';
import type { Value } from '../values/value.ts';
import { identityOf, isScalar } from './identity.ts';
import { isKnown, meaningOf, scopeFor } from './meaning.ts';
import { partOf } from './part.ts';
import { inVariable, type Place } from './place.ts';
import type { Comparison, Scalar, ValueKind } from './question.ts';
import type { Asking } from './asking.ts';

type Compare = Node & { kind: 'compare' };

/**
 * A comparison of something unknown with scalars that are known. Comparisons of the same thing exclude or include each other; the other questions are
 * taken to have nothing to do with each other.
 */
export function comparisonOf(
  expression: Expression,
  place: Place,
  { situation, names }: Asking,
): Comparison | undefined {
  const { root } = expression;
  const [only] = root.kind === 'compare' ? root.rest : [];
  if (root.kind !== 'compare' || !only) return undefined;
  const known = (node: Node): boolean => isKnown(partOf(expression, node), place, situation, names);
  const isFirst = !known(root.first);
  const open = isFirst ? root.first : only.operand;
  const other = isFirst ? only.operand : root.first;
  if (!known(other)) return undefined;
  const value = evaluate(partOf(expression, other), scopeFor(place, situation, names));
  const scalars = scalarsIn(value, only.operator, isFirst);
  if (!scalars) return undefined;
  return {
    subject: identityOf(open, place, situation, names),
    kind: kindOf(partOf(expression, open), place, { situation, names }),
    with: scalars,
    holds: (candidate) => compares(expression, root, isFirst ? [candidate, value] : [value, candidate]),
  };
}

function compares(expression: Expression, root: Compare, [left, right]: readonly [Value, Value]): boolean {
  const literal = (value: Value, { range }: Node): Node => ({ kind: 'literal', value, range });
  const rest = root.rest.map(({ operator, operand }) => ({ operator, operand: literal(right, operand) }));
  return evaluateCondition(
    { ...expression, root: { ...root, first: literal(left, root.first), rest } },
    nothing,
  );
}

const nothing = scopeOf(new Map());

/** What is compared with, where it is such that a few values can stand for all. */
function scalarsIn(value: Value, operator: string, isFirst: boolean): readonly Scalar[] | undefined {
  switch (operator) {
    case '==':
      return isScalar(value) && isExact(value) ? [value] : undefined;
    case 'in':
      return isFirst &&
        isList(value) &&
        value.every((item): item is Scalar => isScalar(item) && isExact(item))
        ? value
        : undefined;
    default:
      return (typeof value === 'bigint' || typeof value === 'number') && isExact(value) ? [value] : undefined;
  }
}

/** Numbers beside it can be told from it. */
function isExact(value: Scalar): boolean {
  return (typeof value !== 'bigint' && typeof value !== 'number') || Math.abs(Number(value)) < 2 ** 51;
}

/** What is known of a value that is not known. */
export function kindOf(
  expression: Expression,
  place: Place,
  asking: Pick<Asking, 'situation' | 'names'>,
): ValueKind {
  const { root } = expression;
  if (root.kind === 'filter' && root.arguments.positional.length === 0) {
    if (root.name === 'length' || root.name === 'count') {
      const input = kindOf(partOf(expression, root.input), place, asking);
      const bounds = input.kind === 'parameter' ? input.parameter : undefined;
      const hasLength = bounds?.type === 'string' || bounds?.type === 'list';
      return {
        kind: 'integer',
        minimum: hasLength && bounds.minimum !== undefined ? Number(bounds.minimum) : 0,
        maximum: hasLength && bounds.maximum !== undefined ? Number(bounds.maximum) : undefined,
      };
    }
  }
  // The exit code of a program.
  if (root.kind === 'attribute' && root.name === 'rc' && root.object.kind === 'name') {
    if (asking.names.onlyRegistered.has(root.object.name))
      return { kind: 'integer', minimum: undefined, maximum: undefined };
  }
  if (root.kind !== 'name') return any;
  const meaning = meaningOf(root.name, place, asking.situation, asking.names);
  if (meaning.kind === 'some') {
    return meaning.parameter ? { kind: 'parameter', parameter: meaning.parameter } : any;
  }
  const inner = meaning.kind === 'argument' ? expressionOf(meaning.argument) : undefined;
  return inner ? kindOf(inner, inVariable(place, root.name), asking) : any;
}

const any: ValueKind = { kind: 'any' };
