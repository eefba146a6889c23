import { EvaluationError, type Expression } from '../expression/index.ts';
import { referencesIn } from '../model/references-in.ts';
import { askedBranches } from '../program/else-branch.ts';
import type { Program, ProgramChoose, ProgramNode, ProgramTask } from '../program/program.ts';
import { nodesOf } from '../program/nodes-of.ts';
import { findVariable } from '../program/scope.ts';
import { namesIn, type Names } from './meaning.ts';
import { outcomesOf } from './outcomes.ts';
import { conditionsOf } from './held.ts';
import { placeAt, type Condition } from './place.ts';
import { nameOfSubject, type Situation } from './situation.ts';
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
  const conditions = [...task.conditions, ...(task.isBranch ? task.source.when : [])];
  const read = namesReadBy([...conditions, ...(that ?? [])], task);
  return guardThat(read, names, (hold) => {
    const holdAt = (expression: Expression): boolean => hold({ expression, place });
    return conditions.every(holdAt) ? (that?.every(holdAt) ?? false) : true;
  });
}

/** A choose around: a run gets past it into the branch where the branch is the only one that holds. */
export function guardOfBranch(choose: ProgramChoose, branch: ProgramNode, names: Names): Guard {
  const others = askedBranches(choose).filter((other) => other !== branch);
  const read = new Set(choose.branches.flatMap((each) => [...namesReadBy(each.source.when, each)]));
  return guardThat(read, names, (hold) => {
    if (!conditionsOf(branch).every(hold)) return true;
    return !others.some((other) => conditionsOf(other).every(hold));
  });
}

function guardThat(
  read: ReadonlySet<string>,
  names: Names,
  passes: (hold: (condition: Condition) => boolean) => boolean,
): Guard {
  return {
    letsPass(situation) {
      const outcomes = outcomesOf((oracle) => {
        try {
          return passes((condition) => holds(condition, { situation, names, oracle }));
        } catch (error) {
          if (error instanceof EvaluationError) return false;
          throw error;
        }
      });
      if (outcomes === 'too many') return false;
      if (outcomes.every(({ result }) => result)) return true;
      if (!outcomes.some(({ result }) => result)) return false;
      // It depends on the run: what it has to do with this situation is not known, unless it reads nothing of that.
      return ![...situation.keys()].some((subject) => read.has(nameOfSubject(subject)));
    },
  };
}

/** Through `vars` too. */
function namesReadBy(expressions: readonly Expression[], { layers }: ProgramNode): ReadonlySet<string> {
  const names = new Set(expressions.flatMap(referencesIn).map(({ name }) => name));
  for (const name of names) {
    const argument = findVariable(layers, name);
    if (argument) for (const inner of referencesIn(argument)) names.add(inner.name);
  }
  return names;
}
