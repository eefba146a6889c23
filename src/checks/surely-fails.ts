import type { ProgramBlock, ProgramNode } from '../program/program.ts';
import { endsRun } from '../program/ends-run.ts';

/** Whether a run that comes to these nodes surely ends in a failure, or ends the play: there is no way on behind them. */
export function surelyFails(nodes: readonly ProgramNode[]): boolean {
  return nodes.some((node) => {
    if (node.kind === 'task') return endsRun(node) !== undefined;
    return node.kind === 'block' && blockFails(node);
  });
}

function blockFails({ source, ignoreErrors, sections }: ProgramBlock): boolean {
  const { when, loop, keywords } = source;
  if (when.length > 0 || loop || ignoreErrors || keywords.tags.length > 0) return false;
  const [first, ...others] = sections;
  const rescue = others.find(({ part }) => part === 'rescue');
  return surelyFails(first?.nodes ?? []) && (!rescue || surelyFails(rescue.nodes));
}
