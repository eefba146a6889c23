import { ListrTaskState } from 'listr2';
import { drop, type LiveNode } from './live-node.ts';

/** Items of a loop that ended well and stay to be seen; those before them are counted. */
const SHOWN = 5;

/** The nearest node that is known of those in which an instance happens: of `tasks/2[1]/block/0` that is `tasks/2[1]`, or `tasks/2`. */
export function parentOf(nodes: ReadonlyMap<string, LiveNode>, id: string): LiveNode | undefined {
  for (let outer = shorter(id); outer !== undefined; outer = shorter(outer)) {
    const found = nodes.get(outer);
    if (found) return found;
  }
  return undefined;
}

function shorter(id: string): string | undefined {
  return /^(.+)(?:\[\d+\]|\/[^/]+)$/.exec(id)?.[1];
}

/** The id is that of one item of a loop. */
export function isItem(id: string): boolean {
  return id.endsWith(']');
}

/** Takes out what the outline has below a loop: each item comes with nodes of its own. */
export function dropTemplate(nodes: Map<string, LiveNode>, loop: LiveNode): void {
  for (const child of loop.children.filter(({ id }) => !id.startsWith(`${loop.id}[`))) {
    drop(child, ({ id }) => nodes.delete(id));
  }
}

/** Of many items that ended well the last ones stay, and whatever did not end well. */
export function foldItems(nodes: Map<string, LiveNode>, { parent }: LiveNode): void {
  if (!parent) return;
  const well = parent.children.filter(
    ({ id, task, kept, printed }) =>
      isItem(id) && !printed && kept.length === 0 && task.state === ListrTaskState.COMPLETED,
  );
  for (const item of well.slice(0, -SHOWN)) {
    drop(item, ({ id }) => nodes.delete(id));
    parent.folded++;
  }
}
