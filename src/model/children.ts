import type { Runbook, TaskNode } from './runbook.ts';

/** The nodes directly inside a node, whatever section they stand in. */
export function childrenOf(node: TaskNode): readonly TaskNode[] {
  switch (node.kind) {
    case 'task':
      return [];
    case 'block':
      return [...node.tasks, ...node.rescue, ...node.always];
    case 'choose':
      return node.branches;
  }
}

/** Every node of the runbook, outer ones before what is inside them. */
export function* allNodes(runbook: Runbook): Generator<TaskNode> {
  for (const play of runbook.plays) for (const node of play.tasks) yield* withInner(node);
}

function* withInner(node: TaskNode): Generator<TaskNode> {
  yield node;
  for (const child of childrenOf(node)) yield* withInner(child);
}
