import { actionName } from './action-name.ts';
import type { TaskNode } from './runbook.ts';

/** What a node without a name is called: its action, what it includes, or what it is. */
export function kindText(node: TaskNode): string {
  switch (node.kind) {
    case 'task':
      return actionName(node.action);
    case 'include':
      return `${node.action}: ${node.written}`;
    case 'block':
      return node.taskFile ? `${node.taskFile.action}: ${node.taskFile.written}` : node.kind;
    case 'choose':
      return node.kind;
  }
}
