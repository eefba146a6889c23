import type { BlockPart } from '../events/run-event.ts';
import type { Block, TaskNode } from '../model/runbook.ts';
import type { Key, Value } from '../values/value.ts';
import { inside, type NodeContext } from './context.ts';
import { nameOf } from './node-name.ts';
import { failuresOf, isStopped, next, stopped, type Failure, type Flow, type RunState } from './run-state.ts';
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
  const flow = await runParts(block, window.context, state, runNodes);
  window.close(flow.kind);
  return flow;
}

async function runParts(
  block: Block,
  context: NodeContext,
  state: RunState,
  runNodes: RunNodes,
): Promise<Flow> {
  let flow = await runPart('block', block.tasks, block, context, state, runNodes);
  if (flow.kind === 'failed' && hasSelected(block.rescue, state)) {
    // A stop begins nothing but always sections.
    flow = isStopped(context.shielded, state)
      ? stopped
      : await rescue(flow.failure, block, context, state, runNodes);
  }
  if (!hasSelected(block.always, state) || isStopped(true, state)) return flow;
  const cleanup = { ...context, shielded: true };
  const after = await runPart('always', block.always, block, cleanup, state, runNodes);
  if (flow.kind === 'stopped' || after.kind === 'next') return flow;
  return flow.kind === 'failed' && after.kind === 'failed' ? failedAfter(after.failure, flow.failure) : after;
}

function hasSelected(nodes: readonly TaskNode[], { plan }: RunState): boolean {
  return nodes.some(({ id }) => plan.selected(id));
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
    state.tally.counts.failed -= failuresOf(failure).length;
    return next;
  }
  return flow.kind === 'failed' ? failedAfter(flow.failure, failure) : flow;
}

/** Whatever ended the section, the failure before it was the one that began it. */
function failedAfter(failure: Failure, before: Failure): Flow {
  return { kind: 'failed', failure: chained(failure, before) };
}

function chained(failure: Failure, before: Failure): Failure {
  return { ...failure, after: failure.after ? chained(failure.after, before) : before };
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
