import { messageOf } from '../actions/message.ts';
import { render } from '../expression/index.ts';
import { actionName } from '../model/action-name.ts';
import type { ProgramNode } from '../program/program.ts';
import { scopeOf, type Run } from './run.ts';

/** The node's name with its templates filled in; as written where that is not possible; a description where it has none. */
export function nameOf(node: ProgramNode, run: Run): string {
  const { source } = node;
  if (!source.name) return source.kind === 'task' ? actionName(source.action) : source.kind;
  try {
    return messageOf(render(source.name, scopeOf(node, run)));
  } catch {
    return source.name.source.text;
  }
}
