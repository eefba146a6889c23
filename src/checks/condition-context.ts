import type { Program, ProgramNode } from '../program/program.ts';
import { rootsOf } from '../program/nodes-of.ts';
import { visitNodes } from '../program/walk.ts';
import type { Condition } from './truth.ts';

/** A node with what has to hold before its own conditions are looked at. */
export interface NodeInContext {
  readonly node: ProgramNode;
  /** Conditions of the blocks, chooses and branches around it, outermost first. */
  readonly outer: readonly Condition[];
  /** Its own conditions. */
  readonly own: readonly Condition[];
}

/** Visits every node, outer ones first; what is inside a node is left out where `visit` says `false`. */
export function visitConditions(program: Program, visit: (found: NodeInContext) => boolean): void {
  const enter = (node: ProgramNode, outer: readonly Condition[]) => {
    const own = conditionsOf(node);
    return visit({ node, outer, own }) ? { down: [...outer, ...own] } : undefined;
  };
  for (const play of program.plays) visitNodes<readonly Condition[]>(rootsOf(play), [], enter);
}

/** A node's own conditions, those of a branch too. */
export function conditionsOf({ source, layers }: ProgramNode): readonly Condition[] {
  return source.when.map((expression) => ({ expression, layers }));
}
