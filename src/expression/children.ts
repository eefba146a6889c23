import { unreachable } from '../diagnostics/unreachable.ts';
import type { Arguments, Node } from './ast.ts';

/** The nodes directly inside a node, in the order in which they stand. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'literal':
    case 'name':
      return [];
    case 'list':
      return node.items;
    case 'dict':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'attribute':
      return [node.object];
    case 'subscript':
      return [node.object, node.index];
    case 'slice':
      return [node.object, node.start, node.stop, node.step].filter((part) => part !== undefined);
    case 'method-call':
      return [node.object, ...argumentNodes(node.arguments)];
    case 'function-call':
      return argumentNodes(node.arguments);
    case 'filter':
    case 'test':
      return [node.input, ...argumentNodes(node.arguments)];
    case 'unary':
    case 'not':
      return [node.operand];
    case 'binary':
    case 'logical':
      return [node.left, node.right];
    case 'concat':
      return node.parts;
    case 'compare':
      return [node.first, ...node.rest.map(({ operand }) => operand)];
    case 'conditional':
      return [node.then, node.condition, node.otherwise].filter((part) => part !== undefined);
    default:
      return unreachable(node);
  }
}

export function argumentNodes({ positional, named, spread, spreadNamed }: Arguments): readonly Node[] {
  const rest = [spread, spreadNamed].filter((node) => node !== undefined);
  return [...positional, ...named.map(({ value }) => value), ...rest];
}
