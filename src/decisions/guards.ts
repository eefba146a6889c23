import { EvaluationError, type Expression } from '../expression/index.ts';
import type { Parameter } from '../model/runbook.ts';
import { askedBranches } from '../program/else-branch.ts';
import type { Program, ProgramChoose, ProgramNode, ProgramTask } from '../program/program.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { Asking } from './asking.ts';
import { isPossible } from './cases.ts';
import { domainsOf } from './domains.ts';
import { namesIn, type Names } from './meaning.ts';
import { outcomesOf, type Assumed } from './outcomes.ts';
import { conditionsOf } from './held.ts';
import { placeAt, type Condition } from './place.ts';
import { readsTooMuch } from './reads-too-much.ts';
import { countSituations, situations, type Situation } from './situation.ts';
import { holds } from './truth.ts';

/** A task that ends the run, or the play, in some cases: what comes behind it need not be right in those. */
export interface Guard {
  /** Whether a run gets past it in the situation, as far as that depends on the situation. */
  letsPass(situation: Situation): boolean;
}

export interface Guards {
  /** Those that stand before the node. */
  before(node: ProgramNode): readonly Guard[];
}

/** The tasks of a program that say for which parameters it is not meant: `assert`, `fail`, `meta: end_play`. */
export function guardsIn(program: Program): Guards {
  const names = namesIn(program);
  const order = nodesOf(program);
  const found = order.flatMap((node, index) => {
    const guard = node.kind === 'task' && node.ignoreErrors === undefined ? guardOf(node, names) : undefined;
    return guard ? [{ guard, index }] : [];
  });
  const places = new Map(order.map((node, index) => [node, index]));
  return {
    before(node) {
      const place = places.get(node) ?? 0;
      return found.flatMap(({ guard, index }) => (index < place ? [guard] : []));
    },
  };
}

function guardOf(task: ProgramTask, names: Names): Guard | undefined {
  const { action } = task.source;
  if (action.kind === 'assert') return guard(task, action.that, names);
  const ends = action.kind === 'meta' && action.operation === 'end_play';
  return action.kind === 'fail' || ends ? guard(task, undefined, names) : undefined;
}

/** `that`: what has to hold to get past it; missing: nothing does. */
function guard(task: ProgramTask, that: readonly Expression[] | undefined, names: Names): Guard {
  const place = placeAt(task);
  const at = (expression: Expression): Condition => ({ expression, place });
  const when = [...task.conditions, ...(task.isBranch ? task.source.when : [])].map(at);
  const needed = that?.map(at);
  return guardThat([...when, ...(needed ?? [])], names, (hold) =>
    when.every(hold) ? (needed?.every(hold) ?? false) : true,
  );
}

/** A choose around: a run gets past it into the branch where the branch is the only one that holds. */
export function guardOfBranch(choose: ProgramChoose, branch: ProgramNode, names: Names): Guard {
  const others = askedBranches(choose).filter((other) => other !== branch);
  const all = choose.branches.flatMap((each) => conditionsOf(each));
  return guardThat(all, names, (hold) => {
    if (!conditionsOf(branch).every(hold)) return true;
    return !others.some((other) => conditionsOf(other).every(hold));
  });
}

/** `conditions`: all that it reads. */
function guardThat(
  conditions: readonly Condition[],
  names: Names,
  passes: (hold: (condition: Condition) => boolean) => boolean,
): Guard {
  if (readsTooMuch(conditions)) return { letsPass: () => false };
  const domains = domainsOf(conditions, names);
  const lets = (situation: Situation, mattersTo: boolean): boolean => {
    const outcomes = outcomesOf((oracle) => {
      const asking: Asking = { situation, names, oracle };
      try {
        return isPossible(asking) && passes((condition) => holds(condition, asking));
      } catch (error) {
        if (error instanceof EvaluationError) return false;
        throw error;
      }
    });
    if (outcomes === 'too many') return false;
    if (outcomes.every(({ result }) => result)) return true;
    // It depends on the run: what it has to do with this situation is not known, unless it reads nothing of that.
    return !mattersTo && outcomes.some(({ result, assumed }) => result && mayBe(assumed));
  };
  return {
    letsPass(situation) {
      const others = new Map([...domains].filter(([subject]) => !situation.has(subject)));
      if (countSituations(others) > mostOthers) return false;
      const mattersTo = others.size < domains.size;
      for (const other of situations(others)) {
        if (lets(new Map([...situation, ...other]), mattersTo)) return true;
      }
      return false;
    },
  };
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

/** Combinations of what a guard reads besides. */
const mostOthers = 512;
