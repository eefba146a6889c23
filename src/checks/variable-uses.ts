import type { Expression, Reference } from '../expression/index.ts';
import type { Argument } from '../model/argument.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import { referencesIn } from '../model/references-in.ts';
import type { Block, Choose, Runbook, Task, TaskNode } from '../model/runbook.ts';
import { definedOnFailure } from '../model/runner-variables.ts';
import { assign, copyOf, joined, withoutConditions, type AssignedNames } from './assigned-names.ts';
import { evaluatedParts, keywordParts, type EvaluatedPart } from './evaluated-parts.ts';

/** One place where a task or block reads a variable, with what is known of the variables there. */
export interface VariableUse {
  readonly reference: Reference;
  /** `vars` that reach the place, innermost last. */
  readonly layers: readonly ReadonlyMap<string, Argument>[];
  /** Valid during the call only. */
  readonly assigned: AssignedNames;
  /** The conditions that hold where it is read, as written. */
  readonly conditions: readonly string[];
  /** It, or another use in the same expression or in a condition around it, stands under `is defined` or `default`. */
  readonly guarded: boolean;
}

/** Visits every use of a variable in the order in which the run meets them. Uses inside `vars` are not visited: they are lazy. */
export function visitVariableUses(runbook: Runbook, visit: (use: VariableUse) => void): void {
  let assigned: AssignedNames = { perhaps: new Set(), surely: new Map() };
  for (const { keywords, tasks } of runbook.plays) {
    const around: Around = { layers: [keywords.vars], conditions: [], guarded: new Set(), visit };
    for (const part of keywordParts(keywords)) if (part) use(part, around, assigned);
    assigned = visitNodes(tasks, around, assigned);
  }
}

interface Around {
  readonly layers: VariableUse['layers'];
  readonly conditions: readonly string[];
  /** Names that conditions ask for with `is defined` or the like. */
  readonly guarded: ReadonlySet<string>;
  readonly visit: (use: VariableUse) => void;
}

function visitNodes(nodes: readonly TaskNode[], around: Around, before: AssignedNames): AssignedNames {
  return nodes.reduce((assigned, node) => visitNode(node, around, assigned), before);
}

function visitNode(node: TaskNode, outer: Around, assigned: AssignedNames): AssignedNames {
  const around = inside(node, outer);
  const parts = evaluatedParts(node);
  for (const { part, moment } of parts) if (moment === 'before') use(part, around, assigned);
  switch (node.kind) {
    case 'task':
      return visitTask(node, parts, around, assigned);
    case 'block':
      return visitBlock(node, around, assigned);
    case 'choose':
      return visitChoose(node, around, assigned);
  }
}

/** What holds inside a node; the same object where the node adds nothing, as most tasks do. */
function inside({ keywords: { vars }, when }: TaskNode, outer: Around): Around {
  if (vars.size === 0 && when.length === 0) return outer;
  const asked = when.flatMap((condition) => guardedIn(referencesIn(condition)));
  return {
    ...outer,
    layers: vars.size === 0 ? outer.layers : [...outer.layers, vars],
    conditions: [...outer.conditions, ...when.map(textOf)],
    guarded: asked.length === 0 ? outer.guarded : new Set([...outer.guarded, ...asked]),
  };
}

function visitTask(
  task: Task,
  parts: readonly EvaluatedPart[],
  around: Around,
  assigned: AssignedNames,
): AssignedNames {
  // A result is registered for a skipped task too; a fact is not set by one.
  if (task.register !== undefined) assign(assigned, task.register, []);
  for (const { part, moment } of parts) if (moment === 'after') use(part, around, assigned);
  for (const name of namesSetBy(task)) if (name !== task.register) assign(assigned, name, around.conditions);
  return assigned;
}

function visitBlock(block: Block, around: Around, before: AssignedNames): AssignedNames {
  if (block.rescue.length === 0 && block.always.length === 0) return visitNodes(block.tasks, around, before);
  // A failure can come anywhere, but not before the first task has registered its result.
  const interrupted = copyOf(before);
  const [first] = block.tasks;
  if (first?.kind === 'task' && first.register !== undefined) assign(interrupted, first.register, []);

  const done = visitNodes(block.tasks, around, before);
  for (const name of done.perhaps) interrupted.perhaps.add(name);
  let after = done;
  if (block.rescue.length > 0) {
    const inRescue = copyOf(interrupted);
    for (const name of definedOnFailure) assign(inRescue, name, []);
    after = joined([done, visitNodes(block.rescue, around, inRescue)]);
  }
  if (block.always.length === 0) return after;
  const inAlways = copyOf(interrupted);
  for (const name of after.perhaps) inAlways.perhaps.add(name);
  const cleaned = visitNodes(block.always, around, inAlways);
  // Going on after `always` means that the block or its rescue ended well.
  for (const [name, conditions] of cleaned.surely) assign(after, name, conditions);
  for (const name of cleaned.perhaps) after.perhaps.add(name);
  return after;
}

function visitChoose(choose: Choose, around: Around, before: AssignedNames): AssignedNames {
  const ways = choose.branches.map((branch) => {
    const after = visitNode(branch, around, copyOf(before));
    return withoutConditions(after, branch.when.map(textOf));
  });
  return joined(ways);
}

function use(part: EvaluatedPart['part'], around: Around, assigned: AssignedNames): void {
  const { layers, conditions, visit } = around;
  const found = referencesIn(part);
  if (found.length === 0) return;
  const guarded = new Set(guardedIn(found));
  for (const reference of found) {
    const isGuarded = guarded.has(reference.name) || around.guarded.has(reference.name);
    visit({ reference, layers, assigned, conditions, guarded: isGuarded });
  }
}

function guardedIn(found: readonly Reference[]): string[] {
  return found.filter((reference) => reference.guarded).map((reference) => reference.name);
}

function textOf(condition: Expression): string {
  return condition.source.text.trim();
}
