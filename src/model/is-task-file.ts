import { entryOf } from '../document/node.ts';
import { nodeFileSystem } from '../document/file-system.ts';
import { readDocument } from '../document/read-document.ts';
import { isAction, isReuse } from './convert/vocabulary.ts';

/** Whether a file is a list of tasks: no runbook, but a part of one. */
export function isTaskFile(path: string, fileSystem = nodeFileSystem): boolean {
  const root = readDocument(path, fileSystem).document?.root;
  if (root?.kind !== 'sequence') return false;
  return root.items.every(
    (item) =>
      item.kind === 'mapping' &&
      !entryOf(item, 'tasks') &&
      item.entries.some(({ key: { source } }) => isPartOfTask(source.text)),
  );
}

function isPartOfTask(name: string): boolean {
  return isAction(name) || isReuse(name) || name === 'block' || name === 'choose';
}
