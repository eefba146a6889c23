import { unreachable } from '../diagnostics/unreachable.ts';
import type { SessionAction } from '../model/action.ts';
import { inSession } from '../model/needs-session.ts';
import type { Program, ProgramHandler, ProgramNode, ProgramPlay, ProgramTask } from '../program/program.ts';
import { mayReach } from '../program/reached-handlers.ts';
import { walk, type SyncWalker } from '../program/walk.ts';
import { endsRun } from '../program/ends-run.ts';
import { goesOn } from './goes-on.ts';
import { heldConditions, type HeldConditions } from './held-conditions.ts';
import {
  awaitedIn,
  closedBy,
  joinedStates,
  openedUnder,
  startedIn,
  untouched,
  type SessionState,
} from './session-state.ts';

/** A task, and the session as it can be there. */
export interface SessionPlace {
  readonly task: ProgramTask;
  /** By the ways there: in an `always` that of a block which has ended well, and that of one which has not. None: nothing comes there. */
  readonly states: readonly SessionState[];
  /** The conditions that hold there: keys of `heldConditions`. */
  readonly conditions: readonly string[];
  /** How the run has come there, where it is not by the task before: it can come from several places. */
  readonly by: 'rescue' | 'always' | 'undo' | 'handler' | undefined;
}

/** Every task that the run may come to, in its order; what can be met in several ways (an undo, a handler) as often. */
export function sessionPlaces(program: Program): readonly SessionPlace[] {
  const before = known.get(program);
  if (before) return before;
  const places: SessionPlace[] = [];
  visitSessions(program, (place) => places.push(place));
  known.set(program, places);
  return places;
}

/** Several checks go the same way. */
const known = new WeakMap<Program, readonly SessionPlace[]>();

function visitSessions(program: Program, visit: (place: SessionPlace) => void): void {
  const held = heldConditions(program);
  let states: States = [untouched];
  for (const play of program.plays) {
    const way: Way = { states, play, held, ends: [], notified: new Set(), flushed: new Map(), visit };
    const section = newSection(states);
    const top: Around = {
      conditions: [],
      looped: false,
      by: undefined,
      before: states,
      section,
      outer: undefined,
      failing: [],
    };
    walk(play.nodes, top, walkerOn(way));
    // What goes on is awaited before its play ends.
    way.states = way.states.map((state) => state && awaitedIn(state));
    section.points.splice(0, section.points.length, ...section.points.map(awaitedIn));
    undoAll(section, way);
    flush(way);
    way.notified.clear();
    const after = [...present(way.states), ...way.ends];
    for (const [handler, flushed] of way.flushed) {
      way.states = [joinedStates(flushed)];
      walk([handler.node], { ...top, by: 'handler', section: newSection(way.states) }, walkerOn(way));
    }
    states = [joinedStates(after)];
  }
}

/** One for each way that is told apart; undefined where the run does not go on. */
type States = readonly (SessionState | undefined)[];

interface Way {
  states: States;
  readonly play: ProgramPlay;
  readonly held: HeldConditions;
  /** Where `end_play` may have ended the play. */
  readonly ends: SessionState[];
  readonly notified: Set<ProgramHandler>;
  /** The states in which a handler may run. */
  readonly flushed: Map<ProgramHandler, SessionState[]>;
  readonly visit: (place: SessionPlace) => void;
}

/** What holds inside a node. */
interface Around {
  readonly conditions: readonly string[];
  /** Whether it is done for each item of a list, which may be empty. */
  readonly looped: boolean;
  readonly by: SessionPlace['by'];
  /** Where the ways through a choose part. */
  readonly before: States;
  readonly section: SectionSoFar;
  /** The section around that one's block. */
  readonly outer: SectionSoFar | undefined;
  /** Where the block around has failed, and none of its sections has mended that so far. */
  readonly failing: SessionState[];
}

/** A section as far as the way has come: where something in it can fail, and what is undone then. */
interface SectionSoFar {
  readonly points: SessionState[];
  readonly undos: Undo[];
}

interface Undo {
  readonly node: ProgramNode;
  readonly around: Around;
  /** Behind the node, and from which of the section's points on it can be undone. */
  readonly states: States;
  readonly from: number;
}

function walkerOn(way: Way): SyncWalker<Around, States> {
  return {
    enter(node, around) {
      if (node.isBranch || (node.kind === 'block' && node.isFile)) way.states = around.before;
      const conditions = way.held.at(node).all;
      const looped = around.looped || node.source.loop !== undefined;
      if (node.kind === 'task') return { down: { ...around, conditions, looped } };
      return { down: { ...around, conditions, looped, before: way.states, failing: [] } };
    },
    task(task, around) {
      visitTask(task, around, way);
      return way.states;
    },
    beginUndo(node, around) {
      const { section } = around;
      section.undos.push({ node, around, states: way.states, from: section.points.length });
      // It is gone into where the section has failed.
      return undefined;
    },
    beginSection(_block, { part }, around, before) {
      if (part !== 'block') {
        const failed = joinedStates(around.failing);
        way.states = part === 'rescue' ? [failed] : [...(before.at(-1) ?? []), failed];
      }
      const by = part === 'block' ? around.by : part;
      return { down: { ...around, by, section: newSection(way.states), outer: around.section } };
    },
    endSection(_block, { part }, { section, outer, failing }, _inside, before) {
      const { states } = way;
      undoAll(section, way);
      way.states = states;
      switch (part) {
        case 'block':
          for (const each of section.points) failing.push(each);
          for (const undo of section.undos) outer?.undos.push({ ...undo, states, from: outer.points.length });
          return states;
        case 'rescue':
          failing.splice(0, failing.length, ...section.points);
          return (before[0] ?? []).map((state) => joinedStates(present([state, states[0]])));
        case 'always':
          failing.splice(0, failing.length, ...present(states.slice(-1)));
          return states.slice(0, -1);
        default:
          return unreachable(part);
      }
    },
    leave(node, around, insides) {
      if (node.kind === 'block') {
        way.states = insides.at(-1) ?? way.states;
        for (const state of new Set(around.failing)) addPoint(around.section, state);
      } else {
        const isSkippable = node.kind === 'include' && node.source.when.length > 0;
        way.states = across(isSkippable ? [around.before, ...insides] : insides);
      }
      return way.states;
    },
  };
}

function visitTask(task: ProgramTask, { conditions, looped, by, section }: Around, way: Way): void {
  const { action } = task.source;
  const states = present(way.states);
  if (states.length > 0) way.visit({ task, states, conditions, by });
  if (action.kind === 'async_status') way.states = way.states.map((state) => state && awaitedIn(state));
  if (goesOn(task.source) && inSession(action)) {
    const isSure = !looped && conditions.length === 0 && task.source.probes.length === 0;
    way.states = way.states.map((state) => state && startedIn(state, { task, isSure }));
  }
  if (action.kind === 'session') {
    way.states = way.states.map((state) => state && behindSession(task, action, conditions, state));
  }
  if (action.kind === 'reboot') {
    way.states = way.states.map(
      (state) => state && { ...openedUnder(conditions, state), ended: state.ended + 1, running: [] },
    );
  }
  if (task.notify) {
    for (const handler of mayReach(task.notify, way.play.handlers)) way.notified.add(handler);
    // Handlers notify for the flush in which they run.
    if (by === 'handler') flush(way);
  }
  if (action.kind === 'meta' && action.operation === 'flush_handlers') {
    flush(way);
    if (conditions.length === 0) way.notified.clear();
  }
  if (action.kind === 'meta' && action.operation === 'end_play')
    for (const each of states) way.ends.push(each);
  if (endsRun(task)) way.states = way.states.map(() => undefined);
  for (const state of present(way.states)) addPoint(section, state);
}

function behindSession(
  task: ProgramTask,
  { operation }: SessionAction,
  conditions: readonly string[],
  state: SessionState,
): SessionState {
  if (operation === 'close') return closedBy(task, conditions, state);
  const opened = openedUnder(conditions, state);
  return operation === 'restart' ? { ...opened, ended: state.ended + 1, running: [] } : opened;
}

/** What has been done in a section is undone where something in it fails: anywhere behind it. */
function undoAll({ undos, points }: SectionSoFar, way: Way): void {
  for (const { node, around, states, from } of undos) {
    way.states = [joinedStates([...present(states), ...points.slice(from)])];
    walk(node.undo, { ...around, by: 'undo', section: newSection(way.states) }, walkerOn(way));
  }
}

function flush({ states, notified, flushed }: Way): void {
  for (const handler of notified) {
    flushed.set(handler, [...new Set([...(flushed.get(handler) ?? []), ...present(states)])]);
  }
}

function newSection(states: States): SectionSoFar {
  return { points: present(states), undos: [] };
}

function addPoint({ points }: SectionSoFar, state: SessionState): void {
  if (points.at(-1) !== state) points.push(state);
}

function across(ways: readonly States[]): States {
  return (ways[0] ?? []).map((_first, index) => joinedStates(present(ways.map((states) => states[index]))));
}

function present(states: States): SessionState[] {
  return states.filter((state) => state !== undefined);
}
