import { argumentNodes } from './children.ts';
import type { Filter, Node, Test } from './ast.ts';

/**
 * What is sure of something that cannot be evaluated yet, weakest first. `nothing`: evaluating it may be a mistake. `perhaps`: it has a value, or is undefined. `value`:
 * it has a value. `boolean`: it is true or false.
 */
export type Certainty = (typeof order)[number];

const order = ['nothing', 'perhaps', 'value', 'boolean'] as const;

/** What is sure of a node, by what is sure of its parts; of an operation whose types would have to be known nothing is. */
export function certaintyOf(node: Node, of: (part: Node) => Certainty): Certainty {
  const isValue = (part: Node): boolean => isAtLeast(of(part), 'value');
  switch (node.kind) {
    case 'attribute':
      return below(of(node.object));
    case 'subscript':
      return node.index.kind === 'literal' ? below(of(node.object)) : 'nothing';
    case 'not':
      return isValue(node.operand) ? 'boolean' : 'nothing';
    case 'logical':
      return isValue(node.left) ? weaker(of(node.left), of(node.right)) : 'nothing';
    case 'conditional':
      if (!isValue(node.condition)) return 'nothing';
      return weaker(of(node.then), node.otherwise ? of(node.otherwise) : 'perhaps');
    case 'compare': {
      // They are never a mistake, whatever is compared.
      const isEquality = node.rest.every(({ operator }) => operator === '==' || operator === '!=');
      const isWhole = [node.first, ...node.rest.map(({ operand }) => operand)].every(isValue);
      return isEquality && isWhole ? 'boolean' : 'nothing';
    }
    case 'test':
      return certaintyOfTest(node, of);
    case 'filter':
      return certaintyOfFilter(node, of);
    default:
      return 'nothing';
  }
}

/** Tests that look at what a value is. */
const LOOKING: ReadonlySet<string> = new Set([
  ...['none', 'boolean', 'true', 'false', 'integer', 'float', 'number', 'string'],
  ...['mapping', 'sequence', 'iterable'],
]);

function certaintyOfTest(node: Test, of: (part: Node) => Certainty): Certainty {
  if (argumentNodes(node.arguments).length > 0) return 'nothing';
  const isAsking = node.name === 'defined' || node.name === 'undefined';
  if (!isAsking && !LOOKING.has(node.name)) return 'nothing';
  return isAtLeast(of(node.input), isAsking ? 'perhaps' : 'value') ? 'boolean' : 'nothing';
}

function certaintyOfFilter(node: Filter, of: (part: Node) => Certainty): Certainty {
  const [instead, ...others] = argumentNodes(node.arguments);
  if (node.name !== 'default' && node.name !== 'd') return 'nothing';
  const input = of(node.input);
  if (!instead || input === 'nothing' || others.some((other) => other.kind !== 'literal')) return 'nothing';
  return isAtLeast(of(instead), 'value')
    ? weaker(input === 'perhaps' ? 'value' : input, of(instead))
    : 'nothing';
}

/** Below what is undefined all is undefined. */
function below(object: Certainty): Certainty {
  return object === 'nothing' ? 'nothing' : 'perhaps';
}

export function isAtLeast(certainty: Certainty, least: Certainty): boolean {
  return order.indexOf(certainty) >= order.indexOf(least);
}

export function weaker(a: Certainty, b: Certainty): Certainty {
  return isAtLeast(a, b) ? b : a;
}
