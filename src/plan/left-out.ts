import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { rootsOf } from '../program/nodes-of.ts';
import type { Program, ProgramNode } from '../program/program.ts';
import { walk } from '../program/walk.ts';
import type { KnownVariables } from './known-scope.ts';
import { knownScope } from './known-scope.ts';
import { knownText } from './known-text.ts';
import { selectNodes } from './select-tags.ts';

const DOES = { open: 'opens', close: 'closes', restart: 'restarts' } as const;

/**
 * What the operator should know that a selection leaves out, because what runs may count on it: tasks that open or close the session,
 * what an `always` would have done in a block that is gone into, and what would have undone a task that runs. `by`: what leaves it out,
 * as a sentence begins.
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
  const found: Diagnostic[] = [];
  // `down`: what would have been done with the node besides the tasks of the run, as a clause.
  const nodes = program.plays.flatMap(rootsOf);
  walk<string | undefined, undefined>(nodes, undefined, {
    enter(node, counted) {
      if (!isLeftOut(node)) return { down: counted };
      const clause = sessionClause(node) ?? counted;
      if (clause !== undefined) {
        found.push({
          code: 'left-out',
          severity: 'warning',
          message: `${by} "${nameOf(node)}", ${clause}`,
          location: node.source.location,
        });
      }
      return { down: undefined };
    },
    task: nothing,
    beginSection(block, { part }, counted) {
      return { down: part === 'always' && selected.has(block.id) ? 'which stands in an always' : counted };
    },
    beginUndo(node, counted) {
      return { down: selected.has(node.id) ? `which would undo "${nameOf(node)}"` : counted };
    },
    endSection: nothing,
    leave: nothing,
  });
  return found;
}

function sessionClause(node: ProgramNode): string | undefined {
  if (node.kind !== 'task' || node.source.action.kind !== 'session') return undefined;
  return `which ${DOES[node.source.action.operation]} the PowerShell session`;
}

const nothing = (): undefined => undefined;
