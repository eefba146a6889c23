import type { Expression, Node } from '../expression/index.ts';

/** What all has to hold where a condition does, as written: `a and b` is the same as the list of both. */
export function conjunctsOf({ root, source }: Expression): readonly string[] {
  const texts: string[] = [];
  const add = (node: Node): void => {
    if (node.kind === 'logical' && node.operator === 'and') {
      add(node.left);
      add(node.right);
    } else {
      texts.push(source.text.slice(node.range.start, node.range.end));
    }
  };
  add(root);
  return texts;
}
