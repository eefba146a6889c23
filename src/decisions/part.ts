import type { Expression, Node } from '../expression/index.ts';

/** A node as an expression of its own: the same object for the same node, so that its variables are looked for once. */
export function partOf({ source }: Expression, node: Node): Expression {
  const before = parts.get(node);
  if (before) return before;
  const part = { source, root: node };
  parts.set(node, part);
  return part;
}

const parts = new WeakMap<Node, Expression>();

/** What a node asks as people read it, on one line; a comparison in its positive form. */
export function shownText(node: Node, { source }: Expression): string {
  const written = ({ range }: Node) => source.text.slice(range.start, range.end).replace(/\s+/g, ' ').trim();
  if (node.kind === 'compare') {
    const rest = node.rest.map(({ operator, operand }) => `${operator} ${written(operand)}`);
    return [written(node.first), ...rest].join(' ');
  }
  if (node.kind === 'test') {
    const { end } = node.nameRange;
    return `${written(node.input)} is ${node.name}${source.text.slice(end, node.range.end).replace(/\s+/g, ' ').trimEnd()}`;
  }
  return written(node);
}
