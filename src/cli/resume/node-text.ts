import { placeText } from '../../engine/explain.ts';
import { nodeOf } from '../../events/instance.ts';
import { kindText } from '../../model/kind-text.ts';
import { nodesOf } from '../../program/nodes-of.ts';
import type { Program, ProgramNode } from '../../program/program.ts';

/** A node with its place, for messages. */
export function nodeText({ source }: ProgramNode): string {
  return `"${source.name?.source.text ?? kindText(source)}" (${placeText(source.location)})`;
}

/** The same of the node that an instance, or an attempt at one, is of. */
export function nodeTextById(program: Program): (id: string) => string {
  const nodes = new Map(nodesOf(program).map((node) => [node.id, node]));
  return (id) => {
    const node = nodes.get(nodeOf(id));
    return node ? nodeText(node) : `"${nodeOf(id)}"`;
  };
}
