import type { TaskNode } from './runbook.ts';

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
