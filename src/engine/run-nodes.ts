import { unreachable } from '../diagnostics/unreachable.ts';
import type { TaskNode } from '../model/runbook.ts';
import type { Key, Value } from '../values/value.ts';
import type { NodeContext } from './context.ts';
import { nameOf } from './node-name.ts';
import { runBlock } from './run-block.ts';
import { runChoose } from './run-choose.ts';
import { runTask } from './run-task.ts';
import { isStopped, next, stopped, type Flow, type RunState } from './run-state.ts';
import { thrownIn } from './thrown.ts';

/** Runs nodes one after the other until one of them does not let the next begin. Never throws. */
export async function runNodes(
  nodes: readonly TaskNode[],
  context: NodeContext,
  state: RunState,
): Promise<Flow> {
  for (const node of nodes) {
    if (!state.plan.selected(node.id)) continue;
    if (isStopped(context.shielded, state)) return stopped;
    const flow = await runNode(node, context, state).catch((error: unknown) =>
      unexpected(error, node, context, state),
    );
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

/** An exception past all that looks after a node: the node has failed, and what is around it goes on as after any failure. */
function unexpected(error: unknown, node: TaskNode, context: NodeContext, state: RunState): Flow {
  const { cause, reason, message } = thrownIn(error);
  const { tally, clock, emit } = state;
  tally.counts.failed++;
  tally.acting = undefined;
  const task = nameOf(node, context, state);
  emit({ type: 'notice-given', time: clock.now(), level: 'warning', text: `"${task}": ${reason}` });
  const result = new Map<Key, Value>(Object.entries({ failed: true, msg: message }));
  return {
    kind: 'failed',
    failure: { task, id: node.id, action: node.kind, result, thrown: cause, after: undefined },
  };
}
