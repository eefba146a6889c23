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
import { outcomesOf, type Assumed } from './outcomes.ts';
import { readsTooMuch } from './reads-too-much.ts';
import { roundsBefore } from './rounds.ts';
import { countSituations, situations, type Domains, type Situation, type Subject } from './situation.ts';
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

export function reachabilityIn(program: Program): Reachability {
  const names = namesIn(program);
  const places = new Map(nodesOf(program).map((node, index) => [node, index]));
  let known: readonly Reader[] | undefined;
  return {
    to(found) {
      const { node, isAside } = found;
      if (isAside || node.loops.some(mayEndBefore)) return () => false;
      const index = places.get(node) ?? 0;
      return (situation) => {
        known ??= guardsIn(program).map((guard) => readerOf(guard, names));
        const readers = known.filter(({ guard }) => isBetween(guard, found, index));
        return relatedIn(readers, node, situation).every((related) =>
          canPass(related, { node, index, situation, names }),
        );
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
  readonly domains: Domains;
  /** The names, by way of variables too. */
  readonly names: ReadonlySet<string>;
}

function readerOf(guard: Guard, names: Names): Reader {
  const parts = withAllThatIsRead(guard.conditions, names);
  const read = parts.flatMap(({ expression }) => referencesIn(expression).map(({ name }) => name));
  return { guard, domains: domainsOf(guard.conditions, names), names: new Set(read) };
}

/** A choose that stands before, and not around, is a mistake of its own, which is told. */
function isBetween({ node, play, endsPlay, index }: Guard, found: NodeInContext, to: number): boolean {
  if (endsPlay && play !== found.play) return false;
  if (sharedLoops(node, found.node).length > 0) return true;
  return node.kind === 'choose' ? found.chosen.some(({ choose }) => choose === node) : index < to;
}

function sharedLoops(one: ProgramNode, other: ProgramNode): readonly Loop[] {
  return one.loops.filter((loop, index) => other.loops[index] === loop);
}

/** Guards that read the same, besides the situation: it has to let a run pass all of them. */
function relatedIn(
  guards: readonly Reader[],
  to: ProgramNode,
  situation: Situation,
): readonly (readonly Reader[])[] {
  let groups: { readonly keys: ReadonlySet<unknown>; readonly members: readonly Reader[] }[] = [];
  for (const reader of guards) {
    const subjects = [...reader.domains.keys()].filter((subject) => !situation.has(subject));
    const known = new Set(Array.from(situation.keys(), (subject) => ('name' in subject ? subject.name : '')));
    const open = [...reader.names].filter((name) => !known.has(name));
    const keys = new Set([...subjects, ...open, ...sharedLoops(reader.guard.node, to)]);
    const related = groups.filter((group) => [...group.keys].some((key) => keys.has(key as never)));
    groups = [
      ...groups.filter((group) => !related.includes(group)),
      {
        keys: new Set([...related.flatMap((group) => [...group.keys]), ...keys]),
        members: [...related.flatMap(({ members }) => members), reader],
      },
    ];
  }
  return groups.map(({ members }) => members);
}

interface Way {
  readonly node: ProgramNode;
  readonly index: number;
  readonly situation: Situation;
  readonly names: Names;
}

/** Whether there are values for all else that the guards read with which a run gets past them. */
function canPass(related: readonly Reader[], way: Way): boolean {
  const { situation, names } = way;
  if (related.some(({ guard }) => readsTooMuch(guard.conditions))) return false;
  const own = new Set<Subject>(related.flatMap(({ guard: { node } }) => node.loops));
  for (const loop of way.node.loops) own.delete(loop);
  // The items of a loop that is over are all gone through.
  const others: Domains = new Map(
    related
      .flatMap(({ domains }) => [...domains])
      .filter(([subject]) => !situation.has(subject) && !own.has(subject)),
  );
  if (countSituations(others) > mostOthers) return false;
  const touched = related.filter(({ domains }) => [...domains.keys()].some((each) => situation.has(each)));
  const untouched = related.filter((each) => !touched.includes(each));
  for (const other of situations(others)) {
    if ([...other.values()].some((choice) => choice.kind === 'value' && !choice.sure)) continue;
    const all = new Map([...situation, ...other]);
    const isSure = touched.every((each) => outcomesAt([each], all, way).every(({ result }) => result));
    // What the run gives has nothing to do with the situation there.
    if (!isSure) continue;
    const rest = outcomesAt(untouched, all, way);
    if (rest.some(({ result, assumed }) => result && mayBe(assumed))) return true;
  }
  return false;
  function outcomesAt(readers: readonly Reader[], all: Situation, { node, index }: Way) {
    const rounds = readers.map(({ guard, domains }) => ({
      guard,
      situations: roundsBefore({ node: guard.node, isBefore: guard.index < index, domains }, node, all),
    }));
    const outcomes = outcomesOf((oracle) =>
      attempt(
        () =>
          isPossible({ situation: all, names, oracle }) &&
          rounds.every(({ guard, situations: each }) =>
            each?.every((round) =>
              guard.passes((condition) => holds(condition, { situation: round, names, oracle })),
            ),
          ),
      ),
    );
    return outcomes === 'too many' ? [{ assumed: [], result: false }] : outcomes;
  }
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
