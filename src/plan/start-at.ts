import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Program, ProgramBranch, ProgramInclude, ProgramNode } from '../program/program.ts';
import { walk } from '../program/walk.ts';
import { decideBranches } from './decide-branches.ts';
import { decideFiles } from './decide-files.ts';
import { skippedBecause, type Decision } from './decision.ts';
import { knownScope, type KnownVariables } from './known-scope.ts';
import { knownText } from './known-text.ts';
import { hasWildcards, taskNamePattern } from './task-name-pattern.ts';

/** Where a run begins in the middle of its runbook. */
export interface Start {
  readonly node: ProgramNode;
  readonly name: string;
  /** What runs from there on, and the blocks around it. */
  readonly selected: ReadonlySet<string>;
  /** Names of the tasks that would have run before it, in order. */
  readonly leftOut: readonly string[];
}

/**
 * Finds what `--start-at-task` names: a task, or a block or choose by its own name. A run can begin in blocks, and in a branch that is
 * chosen whatever happens; not where it is only known during the run whether one comes there.
 */
export function startAt(
  program: Program,
  pattern: string,
  selected: ReadonlySet<string>,
  variables: KnownVariables,
): { readonly start: Start } | { readonly diagnostic: Diagnostic } {
  const all = placesIn(program, variables);
  const found = matching(all, pattern);
  const chosen = found.filter(({ node }) => selected.has(node.id));
  const [place, second] = chosen;
  const runnable = all.filter(({ node }) => selected.has(node.id));
  if (!place) return { diagnostic: found[0] ? leftOutByTags(found[0]) : unknown(pattern, runnable) };
  if (second) return { diagnostic: ambiguous(pattern, chosen) };
  if (place.obstacle) return { diagnostic: refused(place, runnable) };

  const before = runnable.slice(0, runnable.indexOf(place));
  const outside = new Set([...place.around.map(({ id }) => id), place.gathering]);
  const dropped = before.filter(({ node }) => !outside.has(node.id));
  const gone = new Set(dropped.map(({ node }) => node.id));
  return {
    start: {
      node: place.node,
      name: place.name,
      selected: new Set([...selected].filter((id) => !gone.has(id))),
      leftOut: dropped
        .filter(({ node, obstacle }) => node.kind === 'task' && obstacle?.otherwise !== true)
        .map(({ name }) => name),
    },
  };
}

/** Something in the program that has a name, in the order of a run. */
interface Place {
  readonly node: ProgramNode;
  readonly name: string;
  /** What it stands in, outermost first. */
  readonly around: readonly ProgramNode[];
  /** Why a run cannot begin there. */
  readonly obstacle: Obstacle | undefined;
  /** What gathers facts for it, by its id: as in Ansible it does so wherever its play begins. */
  readonly gathering: string | undefined;
}

interface Obstacle {
  /** `it stands in the rescue of "Update"` */
  readonly why: string;
  /** A run that goes well, with these parameters, does not come there at all. */
  readonly otherwise: boolean;
}

interface Around {
  readonly nodes: readonly ProgramNode[];
  readonly obstacle: Obstacle | undefined;
  /** Of a choose. */
  readonly branches: ReadonlyMap<ProgramBranch, Decision> | undefined;
  readonly name: string;
}

function placesIn({ plays }: Program, variables: KnownVariables): readonly Place[] {
  const places: Place[] = [];
  const outermost: Around = { nodes: [], obstacle: undefined, branches: undefined, name: '' };
  for (const { nodes, source } of plays) {
    const gathering = source.gathering?.id;
    walk<Around, undefined>(nodes, outermost, {
      enter(node, around) {
        const name = knownText(node.source, knownScope(variables, node.layers, node.loops));
        const obstacle = around.obstacle ?? branchObstacle(node, name, around);
        places.push({ node, name, around: around.nodes, obstacle, gathering });
        const branches =
          node.kind === 'choose'
            ? decideBranches(node, variables).decisions
            : node.kind === 'include'
              ? filesOf(node, variables)
              : undefined;
        const inside = obstacle ?? loopObstacle(node, name);
        return { down: { nodes: [...around.nodes, node], obstacle: inside, branches, name } };
      },
      task: () => undefined,
      beginSection(_block, { part }, down) {
        if (part === 'block' || down.obstacle) return { down };
        const why = `it stands in the ${part}${down.name === 'block' ? ' of a block' : ` of "${down.name}"`}`;
        return { down: { ...down, obstacle: { why, otherwise: part === 'rescue' } } };
      },
      endSection: () => undefined,
      leave: () => undefined,
    });
  }
  return places;
}

/** Which items are over, nobody could say. */
function loopObstacle({ kind, source }: ProgramNode, name: string): Obstacle | undefined {
  if (!source.loop) return undefined;
  return { why: `it stands in a loop${name === kind ? '' : `, that of "${name}"`}`, otherwise: false };
}

function branchObstacle(node: ProgramNode, name: string, around: Around): Obstacle | undefined {
  if (node.kind === 'choose') return undefined;
  if (node.kind === 'block' && node.isFile) {
    const decision = around.branches?.get(node);
    if (!decision) return { why: `"${name}" is not the file that is included`, otherwise: true };
    return decision.kind === 'depends' ? openFile(name, decision.on) : undefined;
  }
  if (!node.isBranch) return undefined;
  const decision = around.branches?.get(node);
  switch (decision?.kind) {
    case 'runs':
    case undefined:
      return undefined;
    case 'depends':
      return {
        why: `whether the branch "${name}" runs is known at run time: it depends on ${decision.on.join(', ')}`,
        otherwise: false,
      };
    case 'skipped':
      return {
        why: `the branch "${name}" does not run: ${skippedBecause(decision)}`,
        otherwise: true,
      };
    case 'fails':
      return { why: `whether the branch "${name}" runs cannot be told`, otherwise: true };
  }
}

/** Which files of an include may be done. */
function filesOf(include: ProgramInclude, variables: KnownVariables): ReadonlyMap<ProgramBranch, Decision> {
  return decideFiles(include, knownScope(variables, include.layers, include.loops)).decisions;
}

function openFile(name: string, on: readonly string[]): Obstacle {
  const why = `whether "${name}" is included is known at run time: it depends on ${on.join(', ')}`;
  return { why, otherwise: false };
}

/** An exact name counts before a pattern, and tasks before what they stand in. */
function matching(places: readonly Place[], pattern: string): readonly Place[] {
  // The only file of an include has the name of that.
  const named = places.filter(
    ({ node }) =>
      node.kind === 'task' || (node.source.name !== undefined && !(node.kind === 'block' && node.isFile)),
  );
  const exact = tasksFirst(
    named.filter(({ node, name }) => name === pattern || node.source.name?.source.text === pattern),
  );
  if (exact.length > 0 || !hasWildcards(pattern)) return exact;
  const fits = taskNamePattern(pattern);
  return tasksFirst(named.filter(({ name }) => fits(name)));
}

function tasksFirst(places: readonly Place[]): readonly Place[] {
  const tasks = places.filter(({ node }) => node.kind === 'task');
  return tasks.length > 0 ? tasks : places;
}

function about(message: string, help: string): Omit<Diagnostic, 'location'> {
  return { code: 'start-at-task', severity: 'error', message, help };
}

function unknown(pattern: string, places: readonly Place[]): Diagnostic {
  const names = new Set(places.filter(({ obstacle }) => !obstacle).map(({ name }) => name));
  const near = suggest(pattern, names);
  const listed = '--list-tasks shows the names of all tasks';
  return about(
    hasWildcards(pattern) ? `no task fits "${pattern}"` : `no task is named "${pattern}"`,
    near === undefined ? `${listed}; * stands for any text` : `did you mean "${near}"? ${listed}`,
  );
}

function leftOutByTags({ name, node }: Place): Diagnostic {
  const { location } = node.source;
  return {
    ...about(`the tags leave out "${name}", at which the run is to start`, 'choose tags that have it'),
    location,
  };
}

function ambiguous(pattern: string, places: readonly Place[]): Diagnostic {
  return {
    ...about(
      `${places.length} tasks ${hasWildcards(pattern) ? 'fit' : 'are named'} "${pattern}"`,
      hasWildcards(pattern) ? 'say more of the name' : 'give them different names',
    ),
    related: places.map(({ name, node }) => ({ message: `"${name}"`, location: node.source.location })),
  };
}

function refused(place: Place, places: readonly Place[]): Diagnostic {
  const { node, name, obstacle, around } = place;
  const at = places.indexOf(place);
  const isOpen = (other: Place): boolean =>
    !other.obstacle && (other.node.kind === 'task' || other.node.kind === 'choose');
  const inside = (other: Place): boolean => around.some(({ id }) => id === other.node.id);
  const before = places.slice(0, at).findLast(isOpen);
  const after = places.slice(at + 1).find(isOpen);
  const within = places
    .slice(0, at)
    .findLast((other) => !other.obstacle && inside(other) && other.node.source.name !== undefined);
  const near = [...new Set([within, before, after].flatMap((each) => (each ? [`"${each.name}"`] : [])))];
  return {
    ...about(
      `a run cannot start at "${name}": ${obstacle?.why ?? ''}`,
      near.length === 0 ? 'start at the beginning' : `start at ${near.join(' or ')}`,
    ),
    location: node.source.location,
  };
}
