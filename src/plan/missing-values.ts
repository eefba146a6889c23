import { MOST_RELATED, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Location } from '../diagnostics/source.ts';
import { argumentsOf } from '../model/action-arguments.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import { conditionsAfter } from './mistakes-in-arguments.ts';
import { referencesIn } from '../model/references-in.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Program, ProgramNode } from '../program/program.ts';
import { findVariable } from '../program/scope.ts';
import { selectNodes } from './select-tags.ts';

/**
 * Variables that only tasks give values to which a selection leaves out: by their names, with these tasks. A planner that comes to a task
 * which gives one a value takes it out.
 */
export type MissingValues = Map<string, readonly ProgramNode[]>;

export function missingValues(program: Program, selected: ReadonlySet<string>): MissingValues {
  const missing = new Map<string, ProgramNode[]>();
  const usual = selectNodes(program, { tags: [], skipTags: [] });
  for (const node of nodesOf(program)) {
    if (node.kind !== 'task' || !usual.has(node.id) || selected.has(node.id)) continue;
    for (const name of namesSetBy(node.source)) missing.set(name, [...(missing.get(name) ?? []), node]);
  }
  return missing;
}

/** One place where a missing value is read. */
export interface MissingUse {
  readonly name: string;
  readonly location: Location;
}

/** The missing values that the node's own conditions, or all that it evaluates, would read, through `vars` too. */
export function missingUses(
  { source, layers }: ProgramNode,
  what: 'conditions' | 'everything',
  missing: MissingValues,
): readonly MissingUse[] {
  if (missing.size === 0) return [];
  const uses: MissingUse[] = [];
  const seen = new Set<string>();
  const visit = (part: Parameters<typeof referencesIn>[0], own?: string): void => {
    for (const { name, location } of referencesIn(part)) {
      if (name === own) continue;
      const variable = findVariable(layers, name);
      if (!variable) {
        if (missing.has(name)) uses.push({ name, location });
      } else if (!seen.has(name)) {
        seen.add(name);
        visit(variable);
      }
    }
  };
  for (const condition of source.when) visit(condition);
  if (source.loop) visit(source.loop.items);
  if (what === 'everything' && source.kind === 'task') {
    for (const part of [...argumentsOf(source.action), source.keywords.environment]) if (part) visit(part);
    for (const condition of conditionsAfter(source)) visit(condition, source.register);
  }
  return uses;
}

/** What a missing value means for who reads it. `surely`: the run would fail there. */
export function missingValue(
  { name, location }: MissingUse,
  reader: string,
  need: 'surely' | 'perhaps',
  setters: readonly ProgramNode[],
  nameOf: (node: ProgramNode) => string,
): Diagnostic {
  const names = setters.map((setter) => `"${nameOf(setter)}"`).join(', ');
  const surely = need === 'surely';
  return {
    code: 'missing-value',
    severity: surely ? 'error' : 'warning',
    message: `"${reader}" ${surely ? 'needs' : 'may need'} "${name}", which has no value: ${names} ${setters.length === 1 ? 'is' : 'are'} left out`,
    location,
    related: setters.slice(0, MOST_RELATED).map(({ source }) => ({
      message: `"${name}" would get its value from this task`,
      location: source.location,
    })),
    help: `let the run have ${setters.length === 1 ? names : `one of ${names}`} too`,
  };
}
