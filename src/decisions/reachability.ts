import { EvaluationError } from '../expression/index.ts';
import type { Loop } from '../model/loop.ts';
import type { Parameter } from '../model/runbook.ts';
import { referencesIn } from '../model/references-in.ts';
import type { Program, ProgramNode } from '../program/program.ts';
import { nodesOf } from '../program/nodes-of.ts';
import { isList } from '../values/describe.ts';
import { isPossible } from './cases.ts';
import { domainsOf, withAllThatIsRead } from './domains.ts';
import { guardsIn, type Guard } from './guards.ts';
import type { NodeInContext } from './held.ts';
import { namesIn, type Names } from './meaning.ts';
import { outcomesOf, type Assumed, type Outcome } from './outcomes.ts';
import { readsTooMuch } from './reads-too-much.ts';
import { roundsBefore } from './rounds.ts';
import {
  countSituations,
  isSurelyAccepted,
  nameOfSubject,
  situations,
  type Domains,
  type Situation,
  type Subject,
} from './situation.ts';
import { holds } from './truth.ts';

/** Whether runs come to the places of a program. */
export interface Reachability {
  /**
   * Whether a run can come to the node in a situation, in that round of its loops: there are values for the other parameters with which it gets past all guards
   * whatever the run gives, as far as those have to do with the situation. In doubt it cannot.
   */
  to(found: NodeInContext): (situation: Situation) => boolean;
}

/** More combinations of what guards read besides are not gone through. */
const mostOthers = 4096;
/** How often guards are asked of one program. */
const mostAsked = 500_000;

export function reachabilityIn(program: Program): Reachability {
  const names = namesIn(program);
  const places = new Map(nodesOf(program).map((node, index) => [node, index]));
  const budget = { left: mostAsked };
  let known: readonly Reader[] | undefined;
  return {
    to(found) {
      const { node, isAside } = found;
      if (isAside || node.loops.some(mayEndBefore)) return () => false;
      const index = places.get(node) ?? 0;
      let groups: readonly Group[] | undefined;
      return (situation) => {
        known ??= guardsIn(program).map((guard) => readerOf(guard, places.get(guard.node) ?? 0, names));
        // The situations of one node are of the same subjects.
        groups ??= groupsOf(
          known.filter((reader) => isBetween(reader, found, index)),
          { node, index, names, budget },
          situation,
        );
        return groups.every((group) => {
          if (group.touched.length > 0) return canPass(group, situation);
          return (group.passes ??= canPass(group, situation));
        });
      };
    },
  };
}

function mayEndBefore({ items, breakWhen }: Loop): boolean {
  const { kind } = items;
  return breakWhen !== undefined || kind !== 'value' || !isList(items.value) || items.value.length === 0;
}

/** A guard with what it reads. */
interface Reader {
  readonly guard: Guard;
  /** Its place in the order of the program. */
  readonly index: number;
  readonly domains: Domains;
  /** The names, by way of variables too. */
  readonly names: ReadonlySet<string>;
}

function readerOf(guard: Guard, index: number, names: Names): Reader {
  const parts = withAllThatIsRead(guard.conditions, names);
  const read = parts.flatMap(({ expression }) => referencesIn(expression).map(({ name }) => name));
  return { guard, index, domains: domainsOf(guard.conditions, names), names: new Set(read) };
}

/** A choose that stands before, and not around, is a mistake of its own, which is told. */
function isBetween({ guard, index }: Reader, found: NodeInContext, to: number): boolean {
  const { node, play, endsPlay } = guard;
  if (endsPlay && play !== found.play) return false;
  if (sharedLoops(node, found.node).length > 0) return true;
  return node.kind === 'choose' ? found.chosen.some(({ choose }) => choose === node) : index < to;
}

function sharedLoops(one: ProgramNode, other: ProgramNode): readonly Loop[] {
  return one.loops.filter((loop, index) => other.loops[index] === loop);
}

/** The place that is to be come to. */
interface Target {
  readonly node: ProgramNode;
  readonly index: number;
  readonly names: Names;
  readonly budget: { left: number };
}

/** Guards that read the same, besides the situation: the same values have to let a run pass all of them. */
interface Group {
  readonly target: Target;
  /** They read something of the situation: what they come to must not depend on the run. */
  readonly touched: readonly Reader[];
  readonly untouched: readonly Reader[];
  /** What else they read; nothing where that is too much. */
  readonly others: Domains | undefined;
  /** Where none is touched: it is the same in all situations. */
  passes?: boolean;
}

function groupsOf(readers: readonly Reader[], target: Target, situation: Situation): readonly Group[] {
  return relatedIn(readers, target.node, situation).map((members) => {
    const isTouched = ({ domains }: Reader) => [...domains.keys()].some((subject) => situation.has(subject));
    return {
      target,
      touched: members.filter(isTouched),
      untouched: members.filter((each) => !isTouched(each)),
      others: othersOf(members, target, situation),
    };
  });
}

function othersOf(
  members: readonly Reader[],
  { node, names }: Target,
  situation: Situation,
): Domains | undefined {
  const conditions = members.flatMap(({ guard }) => guard.conditions);
  if (readsTooMuch(conditions)) return undefined;
  // The items of a loop that is over are all gone through.
  const over = new Set<Subject>(members.flatMap(({ guard }) => guard.node.loops));
  for (const loop of node.loops) over.delete(loop);
  const others: Domains = new Map(
    [...domainsOf(conditions, names)].filter(([subject]) => !situation.has(subject) && !over.has(subject)),
  );
  return countSituations(others) > mostOthers ? undefined : others;
}

function relatedIn(
  readers: readonly Reader[],
  to: ProgramNode,
  situation: Situation,
): readonly (readonly Reader[])[] {
  const known = new Set(Array.from(situation.keys(), nameOfSubject));
  const groups = new Set<{ readonly keys: Set<unknown>; readonly members: Reader[] }>();
  const byKey = new Map<unknown, { readonly keys: Set<unknown>; readonly members: Reader[] }>();
  for (const reader of readers) {
    const subjects = [...reader.domains.keys()].filter((subject) => !situation.has(subject));
    const open = [...reader.names].filter((name) => !known.has(name));
    const own = { keys: new Set<unknown>([...subjects, ...open]), members: [reader] };
    for (const loop of sharedLoops(reader.guard.node, to)) own.keys.add(loop);
    const related = new Set([own, ...[...own.keys].flatMap((key) => byKey.get(key) ?? [])]);
    const [largest = own, ...smaller] = [...related].toSorted((a, b) => b.keys.size - a.keys.size);
    groups.add(largest);
    for (const { keys, members } of smaller) {
      for (const key of keys) largest.keys.add(key);
      largest.members.push(...members);
    }
    for (const { keys } of [own, ...smaller]) for (const key of keys) byKey.set(key, largest);
    for (const group of smaller) groups.delete(group);
  }
  return Array.from(groups, ({ members }) => members);
}

/** Whether there are values for all else that the guards read with which a run gets past them. */
function canPass({ target, touched, untouched, others }: Group, situation: Situation): boolean {
  for (const other of others ? situations(others) : []) {
    target.budget.left -= touched.length + untouched.length;
    if (target.budget.left < 0) return false;
    if (!isSurelyAccepted(other)) continue;
    const all = new Map([...situation, ...other]);
    const isSure = touched.every((each) => outcomesAt([each], all, target).every(({ result }) => result));
    // What the run gives has nothing to do with the situation there.
    if (
      isSure &&
      outcomesAt(untouched, all, target).some(({ result, assumed }) => result && mayBe(assumed))
    ) {
      return true;
    }
  }
  return false;
}

/** Whether all of the guards are passed, for all that the run may give. */
function outcomesAt(
  readers: readonly Reader[],
  situation: Situation,
  { node, index, names }: Target,
): readonly Outcome<boolean>[] {
  const asked = readers.map(({ guard, index: its, domains }) => {
    const done = { node: guard.node, isBefore: its < index, domains };
    return { guard, rounds: roundsBefore(done, node, situation) };
  });
  const outcomes = outcomesOf((oracle) =>
    attempt(
      () =>
        isPossible({ situation, names, oracle }) &&
        asked.every(({ guard, rounds }) =>
          rounds?.every((round) =>
            guard.passes((condition) => holds(condition, { situation: round, names, oracle })),
          ),
        ),
    ),
  );
  return outcomes === 'too many' ? [{ assumed: [], result: false }] : outcomes;
}

/** A run that fails does not pass. */
function attempt(passes: () => boolean): boolean {
  try {
    return passes();
  } catch (error) {
    if (error instanceof EvaluationError) return false;
    throw error;
  }
}

/** Whether there can be values for these answers: two different questions about one parameter may exclude each other. */
function mayBe(assumed: readonly Assumed[]): boolean {
  const askedOf = new Map<Parameter, string>();
  return assumed.every(({ question }) => {
    const asked = question.comparison?.subject ?? question.key;
    return [...question.parameters()].every((parameter) => {
      const before = askedOf.get(parameter) ?? asked;
      askedOf.set(parameter, before);
      return before === asked;
    });
  });
}
