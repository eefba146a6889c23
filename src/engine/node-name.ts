import { messageOf } from '../actions/message.ts';
import { render } from '../expression/index.ts';
import { kindText } from '../model/kind-text.ts';
import type { ProgramNode } from '../program/program.ts';
import { itemOf, scopeOf, type Around } from './around.ts';

/**
 * The node's name with its templates filled in; as written where that is not possible; a description where it has none. Of a node that is
 * looped over with the item, as in Ansible's output.
 */
export function nameOf(node: ProgramNode, around: Around, label = labelOf(node, around)): string {
  const name = plainName(node, around);
  return label === undefined ? name : `${name} (item=${label})`;
}

/** What the item is called; a text that stands for it where its label cannot be told. */
export function labelOf(node: ProgramNode, around: Around): string | undefined {
  try {
    return itemOf(node, around)?.label();
  } catch {
    return '?';
  }
}

function plainName(node: ProgramNode, around: Around): string {
  const { source } = node;
  if (!source.name) return kindText(source);
  try {
    return messageOf(render(source.name, scopeOf(node, around)));
  } catch {
    return source.name.source.text;
  }
}
