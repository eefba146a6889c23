import type { Value } from '../../values/value.ts';
import { childrenOf } from '../children.ts';
import type { Arguments, Expression, Node } from '../ast.ts';
import { evaluate } from '../evaluate.ts';
import { EvaluationError } from '../evaluation-error.ts';
import { scopeOf } from '../scope.ts';
import type { Alternative, Type } from './type.ts';

/** More combinations of values than these are not tried. */
const mostCombinations = 48;

/**
 * Why an operator, filter, test or method works with no values of these types, in the evaluator's own words: it is asked with values of each type. Nothing
 * where it works with some, or where a type is not known.
 */
export function refusal(
  expression: Expression,
  node: Node,
  typeOf: (node: Node) => Type,
): EvaluationError | undefined {
  const parts = childrenOf(node);
  const samples: (readonly Node[])[] = [];
  let count = 1;
  for (const part of parts) {
    const values =
      part.kind === 'literal' ? [part] : samplesOf(typeOf(part)).map((value) => literal(value, part));
    count *= values.length;
    if (count === 0 || count > mostCombinations) return undefined;
    samples.push(values);
  }
  let first: EvaluationError | undefined;
  for (const combination of combinations(samples)) {
    const byPart = new Map(parts.map((part, index) => [part, combination[index] ?? part]));
    const refused = refusedAs(
      expression,
      withParts(node, (part) => byPart.get(part) ?? part),
    );
    if (!refused) return undefined;
    first ??= refused;
  }
  return first;
}

const nothing = scopeOf(new Map());

function refusedAs({ source }: Expression, root: Node): EvaluationError | undefined {
  try {
    evaluate({ source, root }, nothing);
    return undefined;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return error.diagnostic.code === 'expression-type' ? error : undefined;
  }
}

function literal(value: Value, { range }: Node): Node {
  return { kind: 'literal', value, range };
}

function* combinations<T>(lists: readonly (readonly T[])[]): Generator<readonly T[]> {
  const [first, ...others] = lists;
  if (!first) {
    yield [];
    return;
  }
  for (const item of first) for (const rest of combinations(others)) yield [item, ...rest];
}

/** Values that stand for all of a type, where the type alone decides; none where it is not known. */
export function samplesOf(type: Type): readonly Value[] {
  return type === 'any' || type.some(({ kind }) => kind === 'object') ? [] : type.flatMap(samplesOfKind);
}

function samplesOfKind(alternative: Alternative): readonly Value[] {
  switch (alternative.kind) {
    case 'null':
      return [null];
    case 'boolean':
      return [true, false];
    case 'integer':
      return [0n, 1n];
    case 'float':
      return [0.5];
    case 'string':
      return ['', 'a', '1'];
    case 'list': {
      const [item] = samplesOf(alternative.items);
      return item === undefined ? [[]] : [[], [item]];
    }
    case 'object':
      return [];
    case 'mapping':
      return [new Map(), new Map([['a', 1n]])];
  }
}

/** The node with others in the place of those directly inside of it. */
function withParts(node: Node, replace: (part: Node) => Node): Node {
  switch (node.kind) {
    case 'filter':
    case 'test':
      return { ...node, input: replace(node.input), arguments: withArguments(node.arguments, replace) };
    case 'method-call':
      return { ...node, object: replace(node.object), arguments: withArguments(node.arguments, replace) };
    case 'function-call':
      return { ...node, arguments: withArguments(node.arguments, replace) };
    case 'unary':
      return { ...node, operand: replace(node.operand) };
    case 'binary':
      return { ...node, left: replace(node.left), right: replace(node.right) };
    case 'compare':
      return {
        ...node,
        first: replace(node.first),
        rest: node.rest.map(({ operator, operand }) => ({ operator, operand: replace(operand) })),
      };
    default:
      return node;
  }
}

function withArguments(
  { positional, named, spread, spreadNamed }: Arguments,
  replace: (part: Node) => Node,
): Arguments {
  return {
    positional: positional.map(replace),
    named: named.map((argument) => ({ ...argument, value: replace(argument.value) })),
    spread: spread && replace(spread),
    spreadNamed: spreadNamed && replace(spreadNamed),
  };
}
