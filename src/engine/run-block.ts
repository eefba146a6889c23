import type { BlockPart } from '../events/run-event.ts';
import type { Block, TaskNode } from '../model/runbook.ts';
import type { Key, Value } from '../values/value.ts';
import { inside, type NodeContext } from './context.ts';
import { nameOf } from './node-name.ts';
import { next, type Failure, type Flow, type RunState } from './run-state.ts';
import { openWindow } from './window.ts';

type RunNodes = (nodes: readonly TaskNode[], context: NodeContext, state: RunState) => Promise<Flow>;

/**
 * Runs a block: its tasks; after a failure its rescue, which may clear the failure; and in any case its always, which runs after a
 * stop too.
 */
export async function runBlock(
  block: Block,
  context: NodeContext,
  state: RunState,
  runNodes: RunNodes,
): Promise<Flow> {
  const window = openWindow(block, inside(context, block), state);
  const inner = window.context;
  try {
    let flow = await runPart('block', block.tasks, block, inner, state, runNodes);
    if (flow.kind === 'failed' && block.rescue.length > 0) {
      flow = await rescue(flow.failure, block, inner, state, runNodes);
    }
    if (block.always.length === 0) return flow;
    const cleanup = { ...inner, shielded: inner.shielded || isBeingStopped(flow, state) };
    const after = await runPart('always', block.always, block, cleanup, state, runNodes);
    return flow.kind === 'stopped' || after.kind === 'next' ? flow : after;
  } finally {
    window.close();
  }
}

/** Also where the stop came while the last task was ending well. */
function isBeingStopped(flow: Flow, { control, tally }: RunState): boolean {
  return flow.kind === 'stopped' || control.stop.aborted || tally.declined;
}

async function rescue(
  failure: Failure,
  block: Block,
  context: NodeContext,
  state: RunState,
  runNodes: RunNodes,
): Promise<Flow> {
  state.variables.magic.set('ansible_failed_task', failedTask(failure));
  state.variables.magic.set('ansible_failed_result', failure.result);
  const flow = await runPart('rescue', block.rescue, block, context, state, runNodes);
  if (flow.kind === 'next') {
    // As in Ansible's recap: what was rescued did not fail.
    state.tally.counts.rescued++;
    state.tally.counts.failed--;
    return next;
  }
  if (flow.kind !== 'failed') return flow;
  // Whatever rescue itself failed with, it was the lost session that began it.
  return {
    ...flow,
    failure: { ...flow.failure, lostSession: flow.failure.lostSession || failure.lostSession },
  };
}

function failedTask(failure: Failure): Value {
  return new Map<Key, Value>([
    ['name', failure.task],
    ['action', failure.action],
    ['id', failure.id],
  ]);
}

async function runPart(
  part: BlockPart,
  nodes: readonly TaskNode[],
  block: Block,
  context: NodeContext,
  state: RunState,
  runNodes: RunNodes,
): Promise<Flow> {
  const { clock, emit } = state;
  const id = part === 'block' ? block.id : `${block.id}/${part}`;
  const name = nameOf(block, context, state);
  emit({ type: 'block-started', time: clock.now(), id, name, part, depth: context.depth - 1 });
  const flow = await runNodes(nodes, context, state);
  const status = flow.kind === 'next' ? (part === 'rescue' ? 'rescued' : 'ok') : flow.kind;
  emit({ type: 'block-finished', time: clock.now(), id, part, status });
  return flow;
}
