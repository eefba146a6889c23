import { unreachable } from '../diagnostics/unreachable.ts';
import type { TaskNode } from '../model/runbook.ts';
import type { NodeContext } from './context.ts';
import { runBlock } from './run-block.ts';
import { runChoose } from './run-choose.ts';
import { runTask } from './run-task.ts';
import { next, stopped, type Flow, type RunState } from './run-state.ts';

/** Runs nodes one after the other until one of them does not let the next begin. */
export async function runNodes(
  nodes: readonly TaskNode[],
  context: NodeContext,
  state: RunState,
): Promise<Flow> {
  for (const node of nodes) {
    if (!state.plan.selected(node.id)) continue;
    if (isStopped(context, state)) return stopped;
    const flow = await runNode(node, context, state);
    if (flow.kind !== 'next') return flow;
  }
  return next;
}

function runNode(node: TaskNode, context: NodeContext, state: RunState): Promise<Flow> {
  switch (node.kind) {
    case 'task':
      return runTask(node, context, state);
    case 'block':
      return runBlock(node, context, state, runNodes);
    case 'choose':
      return runChoose(node, context, state, runNode);
    default:
      return unreachable(node);
  }
}

function isStopped(context: NodeContext, state: RunState): boolean {
  return (
    state.control.halt.aborted ||
    (state.control.stop.aborted && !context.shielded) ||
    (state.tally.declined && !context.shielded)
  );
}
