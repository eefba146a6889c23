import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program, ProgramNode } from '../program/program.ts';
import type { KnownVariables } from './known-scope.ts';
import { knownScope } from './known-scope.ts';
import { knownText } from './known-text.ts';
import { selectNodes } from './select-tags.ts';

const DOES = { open: 'opens', close: 'closes', restart: 'restarts' } as const;

/**
 * What the operator should know that a selection leaves out, because what runs may count on it: tasks that open or close the session, and
 * what an `always` would have done in a block that is gone into. `by`: what leaves it out, as a sentence begins.
 */
export function leftOutWarnings(
  program: Program,
  selected: ReadonlySet<string>,
  variables: KnownVariables,
  by: string,
): Diagnostic[] {
  const usual = selectNodes(program, { tags: [], skipTags: [] });
  const isLeftOut = ({ id }: ProgramNode): boolean => usual.has(id) && !selected.has(id);
  const nameOf = (node: ProgramNode): string => knownText(node.source, knownScope(variables, node.layers));
  const warning = (node: ProgramNode, message: string): Diagnostic => ({
    code: 'left-out',
    severity: 'warning',
    message: `${by} "${nameOf(node)}"${message}`,
    location: node.source.location,
  });
  return nodesOf(program).flatMap((node): Diagnostic[] => {
    if (node.kind === 'task' && node.source.action.kind === 'session' && isLeftOut(node)) {
      return [warning(node, `, which ${DOES[node.source.action.operation]} the PowerShell session`)];
    }
    if (node.kind !== 'block' || !selected.has(node.id)) return [];
    const always = node.sections.find(({ part }) => part === 'always');
    return (always?.nodes ?? [])
      .filter(isLeftOut)
      .map((inside) => warning(inside, ', which stands in an always'));
  });
}
