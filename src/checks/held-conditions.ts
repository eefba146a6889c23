import { namesIn } from '../decisions/meaning.ts';
import type { Conjunct } from '../decisions/conjuncts.ts';
import { placeAt, type Condition } from '../decisions/place.ts';
import type { Expression } from '../expression/index.ts';
import type { MetaAction } from '../model/action.ts';
import { namesChangedBy } from '../model/names-changed-by.ts';
import { definedOnFailure } from '../model/runner-variables.ts';
import { askedBranches, elseBranch } from '../program/else-branch.ts';
import { namesChangedIn } from '../program/names-changed-in.ts';
import type { Program, ProgramChoose, ProgramNode, ProgramPlay, ProgramTask } from '../program/program.ts';
import { walk, type SyncWalker } from '../program/walk.ts';
import { conjunctKeys, type ConjunctKeys } from './conjunct-keys.ts';
import { ranWhen } from './result-reads.ts';
import { surelyFails } from './surely-fails.ts';
import {
  afterOneOf,
  atAnotherTime,
  firstVersions,
  versionOf,
  withLater,
  withNew,
  type Versions,
} from './versions.ts';

/**
 * What of the conditions around, and of its own, holds where a node is done. Each is a key: the same one says the same, wherever and however it is written, of the
 * same values.
 */
export interface HeldAt {
  /** Those around, as they are asked again here, or were asked by a choose or an include. */
  readonly around: readonly string[];
  /** Its own, a branch's too. */
  readonly own: readonly string[];
  readonly all: readonly string[];
  /** Results that they say to be of tasks that were not skipped. */
  readonly ran: ReadonlySet<string>;
}

export interface HeldConditions {
  at(node: ProgramNode): HeldAt;
  readonly follows: ConjunctKeys['follows'];
  readonly exclude: ConjunctKeys['exclude'];
  readonly either: ConjunctKeys['either'];
}

/** The conditions that hold at a program's nodes, told apart by what they ask, and when, and not by their words. */
export function heldConditions(program: Program): HeldConditions {
  const before = known.get(program);
  if (before) return before;
  const keys = conjunctKeys(namesIn(program));
  const held = new Map<ProgramNode, HeldAt>();
  let versions = firstVersions;
  for (const play of program.plays) {
    const setByHandlers = namesChangedIn(handlerNodes(play));
    const way: Way = { versions, keys, held, ends: [], setByHandlers };
    way.versions = withNew(way.versions, ['ansible_play_name']);
    walk(play.nodes, outermost, walkerOn(way));
    versions = withNew(afterOneOf(way.versions, ...way.ends), way.setByHandlers);
    for (const node of handlerNodes(play)) {
      // It runs at any of the flushes.
      way.versions = atAnotherTime();
      walk([node], outermost, walkerOn(way));
    }
  }
  const found: HeldConditions = { ...keys, at: (node) => held.get(node) ?? nothingHeld };
  known.set(program, found);
  return found;
}

/** Several checks ask for the same. */
const known = new WeakMap<Program, HeldConditions>();

const nothingHeld: HeldAt = { around: [], own: [], all: [], ran: new Set() };

interface Way {
  versions: Versions;
  readonly keys: ConjunctKeys;
  readonly held: Map<ProgramNode, HeldAt>;
  /** Where `end_play` may have ended the play. */
  readonly ends: Versions[];
  readonly setByHandlers: readonly string[];
}

/** What holds inside a node. */
interface Around {
  /** What chooses and includes around have asked: it is not asked again. */
  readonly asked: readonly string[];
  /** Results that they said to be of tasks that were not skipped, with their versions. */
  readonly ran: ReadonlyMap<string, string>;
  /** The choose whose branches come next. */
  readonly choose: ProgramChoose | undefined;
  /** Where the ways through a choose part, or those of a block begin. */
  readonly before: Versions;
  /** At the beginning of the section around. */
  readonly begun: Versions;
}

const outermost: Around = {
  asked: [],
  ran: new Map(),
  choose: undefined,
  before: firstVersions,
  begun: firstVersions,
};

function walkerOn(way: Way): SyncWalker<Around, Versions> {
  // An undo has none itself: there is one at a time.
  let beforeUndo = way.versions;
  return {
    enter(node, around) {
      if (node.isBranch || (node.kind === 'block' && node.isFile)) way.versions = around.before;
      if (node.source.loop)
        way.versions = withNew(way.versions, [...namesChangedIn([node]), ...way.setByHandlers]);
      const at = heldAt(node, around, way);
      way.held.set(node, at);
      if (node.kind === 'task') return { down: around };
      const choose = node.kind === 'choose' ? node : undefined;
      const inner = { ...around, choose, before: way.versions };
      if (!node.isBranch && node.kind !== 'choose' && node.kind !== 'include') return { down: inner };
      const ran = new Map(Array.from(at.ran, (name) => [name, versionOf(way.versions, name)]));
      return { down: { ...inner, asked: at.all, ran } };
    },
    task(task) {
      visitTask(task, way);
      return way.versions;
    },
    beginUndo(_node, around) {
      beforeUndo = way.versions;
      way.versions = atAnotherTime();
      return { down: around };
    },
    endUndo({ undo }, up) {
      way.versions = withNew(beforeUndo, namesChangedIn(undo));
      return up;
    },
    beginSection(_block, { part }, around, [done, rescued]) {
      if (part === 'block' || !done) return { down: { ...around, begun: way.versions } };
      let begun = afterOneOf(around.before, done);
      if (part === 'rescue') begun = withNew(begun, definedOnFailure);
      else if (rescued) begun = afterOneOf(begun, rescued);
      way.versions = begun;
      return { down: { ...around, begun } };
    },
    endSection(_block, { part, nodes }, { begun }, _inside, before) {
      const { versions } = way;
      const after = before.at(-1);
      if (!after) return versions;
      if (part === 'rescue') return surelyFails(nodes) ? after : afterOneOf(after, versions);
      return withLater(after, begun, versions);
    },
    leave(node, { before }, insides) {
      way.versions =
        node.kind === 'block' ? (insides.at(-1) ?? way.versions) : afterOneOf(before, ...insides);
      return way.versions;
    },
  };
}

function heldAt(node: ProgramNode, around: Around, way: Way): HeldAt {
  const { when } = node.source;
  if (node.conditions.length === 0 && when.length === 0 && around.asked.length === 0 && !node.isBranch) {
    return nothingHeld;
  }
  const { keys, versions } = way;
  const mine = new Set(when);
  // A block that is a branch asks nothing of what its choose has asked.
  const outer = (node.isBranch && node.kind === 'block' ? [] : node.conditions)
    .filter((condition) => !mine.has(condition))
    .flatMap((expression) => keys.of(conditionAt(node, expression, versions)));
  const own = [
    ...when.flatMap((expression) => keys.of(conditionAt(node, expression, versions))),
    ...otherwise(node, around.choose, way),
  ];
  const ran = new Set([...outer, ...own].flatMap(({ part, negated }) => ranWhen(part.root, !negated)));
  for (const [name, version] of around.ran) if (version === versionOf(versions, name)) ran.add(name);
  const aroundIt = new Set([...around.asked, ...outer.map(({ key }) => key)]);
  const itsOwn = own.map(({ key }) => key).filter((key) => !aroundIt.has(key));
  return { around: [...aroundIt], own: itsOwn, all: [...aroundIt, ...itsOwn], ran };
}

/** What is so in an `else`: none of the other branches holds. Of a list of conditions it is not known which does not. */
function otherwise(
  node: ProgramNode,
  choose: ProgramChoose | undefined,
  { keys, versions }: Way,
): readonly Conjunct[] {
  if (!choose || elseBranch(choose) !== node) return [];
  return askedBranches(choose).flatMap((branch) => {
    const [only, ...others] = branch.source.when;
    return only && others.length === 0 ? keys.of(conditionAt(branch, only, versions), false) : [];
  });
}

function conditionAt(node: ProgramNode, expression: Expression, versions: Versions): Condition {
  return { expression, place: placeAt(node, { versionOf: (name) => versionOf(versions, name) }) };
}

function visitTask({ source }: ProgramTask, way: Way): void {
  way.versions = withNew(way.versions, namesChangedBy(source));
  if (source.action.kind === 'meta') visitMeta(source.action, way);
}

function visitMeta({ operation }: MetaAction, way: Way): void {
  if (operation === 'flush_handlers') way.versions = withNew(way.versions, way.setByHandlers);
  if (operation === 'end_play') way.ends.push(way.versions);
}

function handlerNodes({ handlers }: ProgramPlay): readonly ProgramNode[] {
  return handlers.map(({ node }) => node);
}
