import { childrenOf, type Node } from '../expression/index.ts';
import type { Program } from '../program/program.ts';
import { expressionsOf } from './expressions-of.ts';

/** The members that a program asks for before it reads them, such as `item.port is defined` or `'port' in item`: it knows that they may not be there. */
export function askedMembers(program: Program): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (node: Node): void => {
    const path = askedIn(node);
    if (path !== undefined) found.add(path);
    childrenOf(node).forEach(visit);
  };
  for (const { root } of expressionsOf(program)) visit(root);
  return found;
}

function askedIn(node: Node): string | undefined {
  if (node.kind === 'test') {
    return node.name === 'defined' || node.name === 'undefined' ? pathOf(node.input) : undefined;
  }
  const [only] = node.kind === 'compare' ? node.rest : [];
  if (node.kind !== 'compare' || !only?.operator.endsWith('in') || node.first.kind !== 'literal')
    return undefined;
  const object = pathOf(only.operand);
  const { value } = node.first;
  return object === undefined || typeof value !== 'string' ? undefined : `${object}.${value}`;
}

/** `name.member` as one text, however it is written; nothing where it is no such path. */
export function pathOf(node: Node): string | undefined {
  if (node.kind === 'name') return node.name;
  if (node.kind !== 'attribute' && node.kind !== 'subscript') return undefined;
  const object = pathOf(node.object);
  if (object === undefined) return undefined;
  if (node.kind === 'attribute') return `${object}.${node.name}`;
  const index = node.index.kind === 'literal' ? node.index.value : undefined;
  return typeof index === 'string' || typeof index === 'bigint' ? `${object}.${index}` : undefined;
}
