import { childrenOf, type Node } from '../expression/index.ts';
import type { Argument } from '../model/argument.ts';

/** Whether what the argument comes to is `omit` itself: `{{ omit }}`, or can be: `{{ x | default(omit) }}`. */
export function givesOmit(argument: Argument): 'always' | 'perhaps' | 'never' {
  if (argument.kind !== 'template') return 'never';
  const [only, second] = argument.template.parts;
  if (only === undefined || typeof only === 'string' || second !== undefined) return 'never';
  if (only.root.kind === 'name') return only.root.name === 'omit' ? 'always' : 'never';
  return comesToOmit(only.root) ? 'perhaps' : 'never';
}

function comesToOmit(node: Node): boolean {
  switch (node.kind) {
    case 'name':
      return node.name === 'omit';
    case 'filter':
      return ['default', 'd'].includes(node.name) && childrenOf(node).some(comesToOmit);
    case 'conditional':
      return comesToOmit(node.then) || (node.otherwise !== undefined && comesToOmit(node.otherwise));
    case 'logical':
      return comesToOmit(node.left) || comesToOmit(node.right);
    default:
      return false;
  }
}
