import { childrenOf, type Node } from '../expression/index.ts';
import type { Program } from '../program/program.ts';
import { expressionsOf } from './expressions-of.ts';

/** Tests after which a value is known to be of another type than it could be before. */
const TYPE_TESTS: ReadonlySet<string> = new Set(
  'string mapping sequence iterable number integer float boolean'.split(' '),
);

/** The names that a runbook asks for their type: where they are used depends on the answer. */
export function namesAskedForTheirType(program: Program): readonly string[] {
  const names: string[] = [];
  const visit = (node: Node): void => {
    const isAsked =
      (node.kind === 'test' && TYPE_TESTS.has(node.name)) ||
      (node.kind === 'filter' && node.name === 'type_debug');
    if (isAsked) {
      let { input } = node;
      while (input.kind === 'attribute' || input.kind === 'subscript') input = input.object;
      if (input.kind === 'name') names.push(input.name);
    }
    childrenOf(node).forEach(visit);
  };
  for (const { root } of expressionsOf(program)) visit(root);
  return names;
}
