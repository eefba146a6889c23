import { namesChangedBy } from '../model/names-changed-by.ts';
import type { ProgramNode } from './program.ts';
import { visitNodes } from './walk.ts';

/** The variables that may have another value when the nodes have been gone through, undos too: see `namesChangedBy`. */
export function namesChangedIn(nodes: readonly ProgramNode[]): readonly string[] {
  const names = new Set<string>();
  visitNodes(nodes, undefined, ({ source }) => {
    if (source.kind === 'task') for (const name of namesChangedBy(source)) names.add(name);
    return { down: undefined };
  });
  return [...names];
}
