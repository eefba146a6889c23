import type { Reference } from '../expression/index.ts';
import type { MetaAction } from '../model/action.ts';
import { loopNames, type Loop } from '../model/loop.ts';
import { PROBE_NAMES } from '../model/probe.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import { referencesIn } from '../model/references-in.ts';
import type { Task } from '../model/runbook.ts';
import { definedOnFailure } from '../model/runner-variables.ts';
import type { Program, ProgramBlock, ProgramNode, ProgramTask, VariableLayer } from '../program/program.ts';
import { walk, type SyncWalker } from '../program/walk.ts';
import {
  assign,
  assignResult,
  followedBy,
  joined,
  nothingAssigned,
  perhapsAsIn,
  withoutConditions,
  type AssignedNames,
} from './assigned-names.ts';
import { conditionsOf } from './conditional-names.ts';
import { heldConditions, type HeldConditions } from './held-conditions.ts';
import { handlerWays, type HandlerWays } from './handler-ways.ts';
import { evaluatedParts, keywordParts, type EvaluatedPart } from '../model/evaluated-parts.ts';
import { ranWhen } from './result-reads.ts';
import { surelyFails } from './surely-fails.ts';

/** One place where a task or block reads a variable, with what is known of the variables there. */
export interface VariableUse {
  /** What is evaluated and has the reference in it. */
  readonly part: EvaluatedPart['part'];
  readonly reference: Reference;
  /** `vars` that reach the place, innermost last. */
  readonly layers: readonly VariableLayer[];
  readonly assigned: AssignedNames;
  /** The conditions that hold where it is read: keys of `heldConditions`. */
  readonly conditions: readonly string[];
  /** The names that the loops around, or the task's own probe, give values to. */
  readonly items: readonly string[];
  /** It, or another use in the same expression or in a condition around it, stands under `is defined` or `default`. */
  readonly guarded: boolean;
  /** Results that the conditions around say to be of tasks that were not skipped. */
  readonly ran: ReadonlySet<string>;
}

/** Visits every use of a variable in the order in which the run meets them. Uses inside `vars` are not visited: they are lazy. */
export function visitVariableUses(program: Program, visit: (use: VariableUse) => void): void {
  let assigned = nothingAssigned;
  const held = heldConditions(program);
  for (const play of program.plays) {
    const { source, layers, nodes } = play;
    const handlers = handlerWays(play);
    const way: Way = { assigned, handlers, held, ends: [], visit };
    const own = [...keywordParts(source.keywords), ...source.status.map(({ value }) => value)];
    for (const part of own) if (part) use(part, layers, outermost, way);
    walk(nodes, outermost, walkerOn(way));
    way.assigned = handlers.flushed(way.assigned);
    assigned = way.ends.length === 0 ? way.assigned : joined([way.assigned, ...way.ends]);
    for (const handler of handlers.order) {
      const { assigned: there, conditions, guarded } = handlers.at(handler, assigned);
      way.assigned = there;
      walk([handler.node], { ...outermost, notified: conditions, conditions, guarded }, walkerOn(way));
    }
  }
}

/** The way of the run through the program, as far as it has been gone. */
interface Way {
  /** Which names have values where the way has come to. */
  assigned: AssignedNames;
  readonly handlers: HandlerWays;
  readonly held: HeldConditions;
  /** The names where `end_play` may have ended the play. */
  readonly ends: AssignedNames[];
  readonly visit: (use: VariableUse) => void;
}

/** What holds inside a node. */
interface Around {
  /** The conditions under which the handler that it stands in was notified. */
  readonly notified: readonly string[];
  /** All that hold, those of branches too. */
  readonly conditions: readonly string[];
  /** Names that conditions ask for with `is defined` or the like. */
  readonly guarded: ReadonlySet<string>;
  /** Results that conditions say to be of tasks that were not skipped. */
  readonly ran: ReadonlySet<string>;
  readonly loops: readonly Loop[];
  /** Where the ways through a choose part: the names before it. */
  readonly before: AssignedNames | undefined;
  /** The conditions of the chooses and includes around: where one does not hold, the tasks inside do not even register that they were skipped. */
  readonly included: readonly string[];
  /** The names that surely, or perhaps, have values where the block around fails. */
  readonly interrupted: AssignedNames | undefined;
  /** The names at the beginning of the section around. */
  readonly begun: AssignedNames;
}

const outermost: Around = {
  notified: [],
  conditions: [],
  guarded: new Set(),
  ran: new Set(),
  loops: [],
  before: undefined,
  included: [],
  interrupted: undefined,
  begun: nothingAssigned,
};

/** What a node hands up is which names have values behind it. */
function walkerOn(way: Way): SyncWalker<Around, AssignedNames> {
  // An undo has none itself: there is one at a time.
  let beforeUndo = way.assigned;
  return {
    enter(node, around) {
      const isAlternative = node.isBranch || (node.kind === 'block' && node.isFile);
      if (isAlternative && around.before) way.assigned = around.before;
      const inner = inside(node, around, way);
      for (const { part, moment } of evaluatedParts(node.source)) {
        if (moment === 'loop') use(part, node.layers, { ...around, loops: node.loops.slice(0, -1) }, way);
        if (moment === 'before') use(part, node.layers, inner, way);
        if (moment === 'probe') use(part, node.layers, inner, way, PROBE_NAMES);
      }
      if (node.kind === 'choose' || node.kind === 'include') {
        const included = [...around.included, ...way.held.at(node).all];
        return { down: { ...inner, before: way.assigned, included } };
      }
      if (node.kind === 'block') return { down: { ...inner, interrupted: interruptedIn(node, way) } };
      return { down: inner };
    },
    task(task, around) {
      visitTask(task, around, way);
      return behind(task, way);
    },
    beginUndo(_node, around) {
      beforeUndo = way.assigned;
      return { down: around };
    },
    endUndo(_node, up) {
      // It is for a failure further on: without one, what it sets is not there.
      way.assigned = perhapsAsIn(beforeUndo, way.assigned);
      return up;
    },
    beginSection(_block, { part }, around, [done, rescued]) {
      if (part === 'block' || !around.interrupted || !done) return { down: around };
      let begun = perhapsAsIn(around.interrupted, done);
      if (part === 'always') begun = perhapsAsIn(begun, rescued ?? done);
      else for (const name of definedOnFailure) begun = assign(begun, name, []);
      way.assigned = begun;
      return { down: { ...around, begun } };
    },
    endSection(_block, { part, nodes }, { begun }, _inside, before) {
      const { assigned } = way;
      const after = before.at(-1);
      if (!after) return assigned;
      if (part === 'rescue') return surelyFails(nodes) ? after : joined([after, assigned]);
      // Going on after `always` means that the block or its rescue ended well.
      return followedBy(after, begun, assigned);
    },
    leave(node, _around, insides) {
      const after = node.kind === 'block' ? insides.at(-1) : joined(insides);
      if (after) way.assigned = after;
      return behind(node, way);
    },
  };
}

/** What holds inside a node; the same object where the node adds nothing, as most tasks do. */
function inside(node: ProgramNode, outer: Around, { held }: Way): Around {
  const { all, ran } = held.at(node);
  const { loop, when } = node.source;
  if (all.length === 0 && outer.conditions.length === 0 && !loop) return outer;
  const conditions = outer.notified.length === 0 ? all : [...outer.notified, ...all];
  const asked = when.flatMap((condition) => guardedIn(referencesIn(condition)));
  const guarded = asked.length === 0 ? outer.guarded : new Set([...outer.guarded, ...asked]);
  return { ...outer, conditions, guarded, ran, loops: node.loops };
}

function visitTask(task: ProgramTask, around: Around, way: Way): void {
  const { source, layers, notify } = task;
  const { register, probes, loop, action } = source;
  // A result is registered for a skipped task too; a fact is not set by one.
  if (register !== undefined) {
    const assigned = assign(way.assigned, register, around.included);
    way.assigned = assignResult(assigned, register, loop ? [] : around.conditions);
  }
  // What its condition said was said of the result before.
  const behindIt = register === undefined ? around : { ...around, ran: without(around.ran, register) };
  for (const { part, moment } of evaluatedParts(source)) {
    if (moment === 'after') use(part, layers, behindIt, way);
  }
  for (const name of namesSetBy(source)) {
    if (name !== register) way.assigned = assign(way.assigned, name, around.conditions, way.held.either);
  }
  if (notify) way.handlers.notified(notify, around, way.assigned);
  if (register !== undefined && !loop && probes.length > 0) {
    way.assigned = assignResult(way.assigned, register, [...around.conditions, NOT_DONE_ALREADY]);
  }
  if (action.kind === 'meta') visitMeta(action, way);
  for (const name of ranBehind(source)) {
    const before = [...around.notified, ...way.held.at(task).around];
    if (conditionsOf(way.assigned.ran, name)) way.assigned = assignResult(way.assigned, name, before);
  }
}

function without(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  return names.has(name) ? new Set([...names].filter((each) => each !== name)) : names;
}

/** The results that are known to be of tasks that were not skipped, since the run has gone on behind this task. */
function ranBehind({ action, when, keywords }: Task): readonly string[] {
  if (keywords.ignoreErrors) return [];
  if (action.kind === 'assert' && when.length === 0) {
    return action.that.flatMap(({ root }) => ranWhen(root, true));
  }
  const ends = action.kind === 'fail' || (action.kind === 'meta' && action.operation === 'end_play');
  const [condition, ...others] = when;
  return ends && condition && others.length === 0 ? ranWhen(condition.root, false) : [];
}

/** No condition has such a key. */
const NOT_DONE_ALREADY = '(not done already)';

function visitMeta({ operation }: MetaAction, way: Way): void {
  if (operation === 'flush_handlers') way.assigned = way.handlers.flushed(way.assigned);
  if (operation === 'end_play') way.ends.push(way.assigned);
}

/** A failure can come anywhere, but not before the first task has registered its result. Nothing where nobody would go on. */
function interruptedIn({ sections }: ProgramBlock, { assigned }: Way): AssignedNames | undefined {
  if (sections.length < 2) return undefined;
  const first = sections[0]?.nodes[0];
  const register = first?.kind === 'task' ? first.source.register : undefined;
  return register === undefined ? assigned : assign(assigned, register, []);
}

function behind(node: ProgramNode, { assigned, held }: Way): AssignedNames {
  return node.isBranch ? withoutConditions(assigned, held.at(node).own) : assigned;
}

function use(
  part: EvaluatedPart['part'],
  layers: readonly VariableLayer[],
  { conditions, guarded: askedAround, ran, loops }: Around,
  { assigned, visit }: Way,
  own: readonly string[] = [],
): void {
  const found = referencesIn(part);
  if (found.length === 0) return;
  const asked = new Set(guardedIn(found));
  const items = [...own, ...loops.flatMap(loopNames)];
  for (const reference of found) {
    const guarded = asked.has(reference.name) || askedAround.has(reference.name);
    visit({ part, reference, layers, assigned, conditions, items, guarded, ran });
  }
}

function guardedIn(found: readonly Reference[]): string[] {
  return found.filter((reference) => reference.guarded).map((reference) => reference.name);
}
