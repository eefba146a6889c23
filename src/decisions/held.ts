import { definedOnFailure } from '../model/runner-variables.ts';
import { rootsOf } from '../program/nodes-of.ts';
import { askedBranches, elseBranch } from '../program/else-branch.ts';
import { namesChangedIn } from '../program/names-changed-in.ts';
import type { Program, ProgramChoose, ProgramNode, ProgramPlay } from '../program/program.ts';
import { walk } from '../program/walk.ts';
import { momentAt, placeAt, type Condition, type Moment } from './place.ts';

/** What is known of a way to a node. */
export interface Held {
  /** All of these held, or none of them. */
  readonly kind: 'all' | 'none';
  /** Lists of conditions, each of which holds where all in it do. */
  readonly branches: readonly (readonly Condition[])[];
}

/** A node with what has to hold before its own conditions are looked at. */
export interface NodeInContext {
  readonly node: ProgramNode;
  /** The branches that were chosen on the way. */
  readonly chosenBefore: readonly Held[];
  /** The same, and the conditions around, which are asked anew at the node, or by the choose whose branch it is. */
  readonly outer: readonly Held[];
  /** Its own conditions, a branch's too; empty for the `else` of a choose. */
  readonly own: readonly Condition[];
  readonly play: ProgramPlay;
  /** Whether it stands in a rescue, an undo or a handler: a run need not come to it. */
  readonly isAside: boolean;
  /** The chooses around, each with the branch that it stands in. */
  readonly chosen: readonly Chosen[];
}

export interface Chosen {
  readonly choose: ProgramChoose;
  readonly branch: ProgramNode;
}

interface Around {
  readonly chosen: readonly Chosen[];
  readonly held: readonly Held[];
  readonly isAside: boolean;
  /** The choose whose branches come next. */
  readonly choose: ProgramChoose | undefined;
}

/** Visits every node, outer ones first; what is inside a node is left out where `visit` says `false`. */
export function visitInContext(program: Program, visit: (found: NodeInContext) => boolean): void {
  const changedByHandlers = new Set(
    program.plays.flatMap(({ handlers }) => namesSetIn(handlers.map(({ node }) => node))),
  );
  const enter = (node: ProgramNode, around: Around, play: ProgramPlay): { down: Around } | undefined => {
    const own = conditionsOf(node);
    const chosen = around.choose
      ? [...around.chosen, { choose: around.choose, branch: node }]
      : around.chosen;
    const outer = [...around.held, ...askedBefore(node, around.choose)];
    const { isAside } = around;
    if (!visit({ node, play, chosenBefore: around.held, outer, own, isAside, chosen })) return undefined;
    const choose = node.kind === 'choose' ? node : undefined;
    if (!node.isBranch && node.kind !== 'include') return { down: { ...around, chosen, choose } };
    const earlier = momentAt(node.id, [...changedByHandlers, ...namesSetIn([node])]);
    const found: Held[] = [{ kind: 'all', branches: [conditionsOf(node, earlier)] }];
    if (node.kind === 'include')
      found.push({ kind: 'all', branches: [asked(node, node.conditions, earlier)] });
    const last = around.choose && elseBranch(around.choose) === node ? around.choose : undefined;
    if (last) found.push(noneOf(last, earlier));
    return { down: { held: [...around.held, ...found], chosen, isAside, choose } };
  };
  for (const play of program.plays) {
    const handlers = new Set(play.handlers.map(({ node }) => node));
    walk<Around, undefined>(
      rootsOf(play),
      { held: [], chosen: [], isAside: false, choose: undefined },
      {
        enter: (node, around) =>
          enter(node, handlers.has(node) ? { ...around, isAside: true } : around, play),
        task: () => undefined,
        beginSection: (_block, { part }, down) => ({
          down: part === 'rescue' ? { ...down, isAside: true } : down,
        }),
        // It runs later, when all may be different.
        beginUndo: () => ({ down: { held: [], chosen: [], isAside: true, choose: undefined } }),
        endSection: () => undefined,
        leave: () => undefined,
      },
    );
  }
}

/** What holds in the `else` of a choose. */
export function noneOf(choose: ProgramChoose, moment?: Moment): Held {
  return { kind: 'none', branches: askedBranches(choose).map((branch) => conditionsOf(branch, moment)) };
}

/** Whether it is so. Errors: what `ask` throws. */
export function isHeld({ kind, branches }: Held, ask: (condition: Condition) => boolean): boolean {
  const held = branches.filter((conditions) => conditions.every(ask));
  return held.length === (kind === 'all' ? branches.length : 0);
}

/** All conditions of a way. */
export function conditionsIn({ branches }: Held): readonly Condition[] {
  return branches.flat();
}

/** A node's own conditions, those of a branch too. */
export function conditionsOf(node: ProgramNode, moment?: Moment): readonly Condition[] {
  return asked(node, node.source.when, moment);
}

/** The conditions around a node, which a run evaluates again at it. */
export function askedAnew(node: ProgramNode, moment?: Moment): readonly Held[] {
  const own = new Set(node.source.when);
  const around = node.conditions.filter((condition) => !own.has(condition));
  return around.length === 0 ? [] : [{ kind: 'all', branches: [asked(node, around, moment)] }];
}

/** The conditions around a node that a run has evaluated when it comes to its own: those of a branch are asked when its choose has been. */
function askedBefore(node: ProgramNode, choose: ProgramChoose | undefined): readonly Held[] {
  if (!choose || (node.layers === choose.layers && node.loops === choose.loops)) return askedAnew(node);
  const before = asked(choose, choose.conditions);
  const held: readonly Held[] = before.length === 0 ? [] : [{ kind: 'all', branches: [before] }];
  return node.kind === 'block' ? held : [...held, ...askedAnew(node)];
}

/** All that a run evaluates at a node that is no branch: the conditions around and its own. */
export function allConditionsOf(node: ProgramNode, moment?: Moment): readonly Condition[] {
  return asked(node, node.conditions, moment);
}

function asked(
  node: ProgramNode,
  conditions: ProgramNode['conditions'],
  moment?: Moment,
): readonly Condition[] {
  const place = placeAt(node, moment);
  return conditions.map((expression) => ({ expression, place }));
}

/** The names that may have another value when the nodes have been gone through. */
export function namesSetIn(nodes: readonly ProgramNode[]): string[] {
  return [...definedOnFailure, ...namesChangedIn(nodes)];
}
