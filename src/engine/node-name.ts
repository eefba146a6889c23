import { actionName } from '../model/action-name.ts';
import { render } from '../expression/index.ts';
import type { TaskNode } from '../model/runbook.ts';
import type { NodeContext } from './context.ts';
import type { RunState } from './run-state.ts';
import { messageOf } from '../actions/message.ts';
import { taskScope } from './variables.ts';

/** The node's name with its templates filled in; as written where that is not possible; a description where it has none. */
export function nameOf(node: TaskNode, context: NodeContext, state: RunState): string {
  if (!node.name) return node.kind === 'task' ? actionName(node.action) : node.kind;
  try {
    return messageOf(render(node.name, taskScope(state.variables, [...context.layers, node.keywords.vars])));
  } catch {
    return node.name.source.text;
  }
}
