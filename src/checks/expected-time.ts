import { unreachable } from '../diagnostics/unreachable.ts';
import { literalOf } from '../model/setting.ts';
import { sureWait } from '../model/sure-wait.ts';
import type { ProgramBlock, ProgramNode, ProgramTask } from '../program/program.ts';

/** Milliseconds that a block is sure to take, by what is written of what is sure to be done in it. */
export function sureTime({ sections }: ProgramBlock): number {
  return sections
    .filter(({ part }) => part !== 'rescue')
    .flatMap(({ nodes }) => nodes)
    .reduce((sum, node) => sum + timeOf(node), 0);
}

function timeOf(node: ProgramNode): number {
  const { when, loop } = node.source;
  const isSure = (when.length === 0 || node.isBranch) && !loop;
  if (!isSure) return 0;
  switch (node.kind) {
    case 'task': {
      const { expected, action, async } = node.source;
      return async ? 0 : (literalOf(expected) ?? sureWait(action));
    }
    case 'block':
      return literalOf(node.source.expected) ?? sureTime(node);
    case 'choose':
      return shortest(node.branches);
    case 'include':
      return shortest([...node.files.values()]);
    default:
      return unreachable(node);
  }
}

function shortest(nodes: readonly ProgramNode[]): number {
  return nodes.length === 0 ? 0 : Math.min(...nodes.map(timeOf));
}

/** The tasks of a block that a window can keep from beginning. */
export function tasksToBegin({ sections }: ProgramBlock): readonly ProgramTask[] {
  return (sections[0]?.nodes ?? []).flatMap(begun);
}

function begun(node: ProgramNode): readonly ProgramTask[] {
  switch (node.kind) {
    case 'task':
      return [node];
    case 'block':
      return tasksToBegin(node);
    case 'choose':
      return node.branches.flatMap(begun);
    case 'include':
      return [...node.files.values()].flatMap(begun);
    default:
      return unreachable(node);
  }
}
