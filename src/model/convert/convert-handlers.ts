import { entryOf, type DocumentNode, type MappingEntry, type MappingNode } from '../../document/node.ts';
import type { Topic } from '../notify.ts';
import type { Handler, TaskNode } from '../runbook.ts';
import { convertListen } from './convert-notify.ts';
import { converters } from './convert-tasks.ts';
import { report, reportWrongType, type Conversion } from './conversion.ts';

/** `handlers` of a play: tasks and what they can be, and `listen`, which they alone have. `path` is where they stand. */
export function convertHandlers(
  conversion: Conversion,
  value: DocumentNode | undefined,
  path: string,
  { vars, defaults }: Pick<Handler, 'vars' | 'defaults'> = { vars: new Map(), defaults: new Map() },
): readonly Handler[] {
  if (!value) return [];
  if (value.kind !== 'sequence') {
    const help = value.kind === 'mapping' ? 'write "- " before each handler' : undefined;
    reportWrongType(conversion, 'handlers', 'a list of handlers', value, help);
    return [];
  }
  if (value.items.length === 0) return [];
  const listening = new Map<string, readonly Topic[]>();
  const items = value.items.map((item, index) => {
    const listen = item.kind === 'mapping' ? entryOf(item, 'listen') : undefined;
    if (!listen || item.kind !== 'mapping') return item;
    listening.set(`${path}/${index}`, convertListen(conversion, listen));
    return withoutEntry(item, listen);
  });
  const nodes = converters.tasks(conversion, { name: 'handlers', value: { ...value, items } }, path);
  for (const node of nodes) refuseFlush(conversion, node);
  return nodes.map((node) => ({ node, listen: listening.get(node.id) ?? [], vars, defaults }));
}

/** Those of the roles that the play has taken in; handlers may take in others. */
export function convertRoleHandlers({ roleHandlers }: Conversion, path: string): readonly Handler[] {
  const handlers: Handler[] = [];
  for (const { role, inside, root, vars, defaults } of roleHandlers)
    for (const each of convertHandlers(inside, root, `${path}/${role}`, { vars, defaults }))
      handlers.push(each);
  return handlers;
}

function withoutEntry(node: MappingNode, left: MappingEntry): MappingNode {
  return { ...node, entries: node.entries.filter((entry) => entry !== left) };
}

/** As in Ansible: handlers are being flushed already. */
function refuseFlush(conversion: Conversion, node: TaskNode): void {
  if (node.kind === 'task' && node.action.kind === 'meta' && node.action.operation === 'flush_handlers') {
    report(conversion, 'misplaced-task', '"meta: flush_handlers" is not for handlers', node.action, {
      help: 'leave it out: what a handler notifies runs in the same flush',
    });
  }
  for (const inner of insideOf(node)) refuseFlush(conversion, inner);
}

function insideOf(node: TaskNode): readonly TaskNode[] {
  switch (node.kind) {
    case 'task':
      return node.undo;
    case 'block':
      return [...node.tasks, ...node.rescue, ...node.always, ...node.undo];
    case 'choose':
      return node.branches;
    case 'include':
      return [...node.files.values()];
  }
}
