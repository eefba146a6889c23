import { actionTitle } from './action-name.ts';
import type { Block, TaskNode } from './runbook.ts';

/** What a node without a name is called: its action, what it includes, or what it is. */
export function kindText(node: TaskNode): string {
  switch (node.kind) {
    case 'task':
      return actionTitle(node.action);
    case 'include':
      return `${node.action}: ${node.written}`;
    case 'block':
      return blockText(node);
    case 'choose':
      return node.kind;
  }
}

function blockText({ id, taskFile, kind }: Block): string {
  if (!taskFile) return kind;
  const { action, written, shownAs } = taskFile;
  // One of several files of an include: that is named already.
  return action.startsWith('include_') && shownAs === id ? written : `${action}: ${written}`;
}
