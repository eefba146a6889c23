import type { Location } from '../diagnostics/source.ts';
import type { Reference } from '../expression/index.ts';
import { evaluatedParts, keywordParts, type EvaluatedPart } from './evaluated-parts.ts';
import { FACT_GROUPS, type FactGroup } from './host-fact-table.ts';
import { FACT_VARIABLES, factNamed, factOfVariable, FACTS_VARIABLE } from './host-facts.ts';
import { referencesIn } from './references-in.ts';
import type { Play, TaskNode } from './runbook.ts';
import { templateOf } from './setting.ts';

/** The host's facts that a play reads somewhere. */
export interface FactsRead {
  /** The first place that does. */
  readonly location: Location;
  /** What has to be gathered for it; all where that is not written out. */
  readonly groups: readonly FactGroup[];
}

/** Undefined where nothing in the play reads a fact of the host. */
export function factsReadIn(play: Omit<Play, 'gathering'>): FactsRead | undefined {
  const groups = new Set<FactGroup>();
  let first: Location | undefined;
  for (const part of partsOf(play)) {
    for (const reference of referencesIn(part)) {
      if (!FACT_VARIABLES.has(reference.name)) continue;
      first ??= reference.location;
      for (const group of groupsFor(reference)) groups.add(group);
    }
  }
  return first && { location: first, groups: FACT_GROUPS.filter((group) => groups.has(group)) };
}

function groupsFor({ name, path: [member] }: Reference): readonly FactGroup[] {
  if (name !== FACTS_VARIABLE) return [factOfVariable(name)?.group ?? []].flat();
  if (member === 'date_time') return [];
  const fact = typeof member === 'string' ? factNamed(member) : undefined;
  return fact ? [fact.group] : FACT_GROUPS;
}

function* partsOf(play: Omit<Play, 'gathering'>): Generator<EvaluatedPart['part']> {
  const { keywords, status, defaults, tasks, handlers } = play;
  const own = [...keywordParts(keywords), templateOf(keywords.ignoreErrors)];
  for (const part of [...own, ...status.map(({ value }) => value)]) if (part) yield part;
  yield* keywords.vars.values();
  yield* defaults.values();
  for (const node of tasks) yield* partsOfNode(node);
  for (const { node, vars, defaults: weaker } of handlers) {
    yield* vars.values();
    yield* weaker.values();
    yield* partsOfNode(node);
  }
}

function* partsOfNode(node: TaskNode): Generator<EvaluatedPart['part']> {
  for (const { part } of evaluatedParts(node)) yield part;
  yield* node.keywords.vars.values();
  if (node.kind === 'task' && node.action.kind === 'include_vars')
    for (const variables of node.action.files.values()) yield* variables.values();
  if (node.kind === 'block') yield* node.defaults.values();
  for (const inner of nodesInside(node)) yield* partsOfNode(inner);
}

function nodesInside(node: TaskNode): readonly TaskNode[] {
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
