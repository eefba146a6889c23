import { childrenOf } from '../model/children.ts';
import type { Runbook, TaskNode } from '../model/runbook.ts';
import type { Condition, Layers } from './truth.ts';

/** A node with what has to hold before its own conditions are looked at. */
export interface NodeInContext {
  readonly node: TaskNode;
  /** Conditions of the blocks, chooses and branches around it, outermost first. */
  readonly outer: readonly Condition[];
  /** Its own conditions. */
  readonly own: readonly Condition[];
  /** `vars` that reach what is inside it. */
  readonly layers: Layers;
}

/** Visits every node, outer ones first; what is inside a node is left out where `visit` says `false`. */
export function visitConditions(runbook: Runbook, visit: (found: NodeInContext) => boolean): void {
  for (const play of runbook.plays) {
    for (const node of play.tasks) visitNode(node, [play.keywords.vars], [], visit);
  }
}

function visitNode(
  node: TaskNode,
  around: Layers,
  outer: readonly Condition[],
  visit: (found: NodeInContext) => boolean,
): void {
  const { vars } = node.keywords;
  const layers = vars.size === 0 ? around : [...around, vars];
  const own = node.when.map((expression) => ({ expression, layers }));
  if (!visit({ node, outer, own, layers })) return;
  const inner = [...outer, ...own];
  for (const child of childrenOf(node)) visitNode(child, layers, inner, visit);
}
