import type { Expression } from '../expression/index.ts';
import { askedBranches, elseBranch } from '../program/else-branch.ts';
import type { Program, ProgramChoose, ProgramNode, ProgramPlay, ProgramTask } from '../program/program.ts';
import type { Ask } from './cases.ts';
import { conditionsIn, conditionsOf, isHeld, noneOf, visitInContext, type NodeInContext } from './held.ts';
import { placeAt, type Condition } from './place.ts';

/**
 * What ends the run, or the play, in some cases: an `assert`, a `fail`, a `meta: end_play`, and a choose of which not exactly one branch can run. What
 * comes behind it, or in a later round of a loop around it, need not be right in those.
 */
export interface Guard extends Guarded {
  readonly node: ProgramNode;
  readonly play: ProgramPlay;
}

interface Guarded {
  /** All that it reads. */
  readonly conditions: readonly Condition[];
  /** It ends the play, and not the run. */
  readonly endsPlay: boolean;
  /** Whether a run gets past it, also because it does not come to it. Errors: throws `EvaluationError` where that cannot be asked. */
  readonly passes: (ask: Ask) => boolean;
}

/** The guards of a program that a run comes to without anything having failed, in their order. */
export function guardsIn(program: Program): readonly Guard[] {
  const found: Guard[] = [];
  visitInContext(program, (context) => {
    if (context.isAside) return true;
    const { node, play } = context;
    for (const guarded of guardedBy(node)) {
      found.push({ node, play, ...behindConditions(context, guarded) });
    }
    return true;
  });
  return found;
}

/** Of a node that a run has come to. */
function guardedBy(node: ProgramNode): readonly Guarded[] {
  if (node.kind === 'choose') return [guardedByChoose(node)];
  return node.kind === 'task' && node.ignoreErrors === undefined ? guardedByTask(node) : [];
}

function guardedByTask(task: ProgramTask): readonly Guarded[] {
  const { action } = task.source;
  const place = placeAt(task);
  const needs = (expression: Expression): Guarded => {
    const condition = { expression, place };
    return { conditions: [condition], endsPlay: false, passes: (ask) => ask(condition) };
  };
  const never = { conditions: [], passes: () => false };
  if (action.kind === 'assert') return action.that.map(needs);
  if (action.kind === 'fail') return [{ ...never, endsPlay: false }];
  return action.kind === 'meta' && action.operation === 'end_play' ? [{ ...never, endsPlay: true }] : [];
}

function guardedByChoose(choose: ProgramChoose): Guarded {
  const branches = askedBranches(choose).map((branch) => conditionsOf(branch));
  const hasElse = elseBranch(choose) !== undefined;
  return {
    conditions: branches.flat(),
    endsPlay: false,
    passes(ask) {
      const holding = branches.filter((conditions) => conditions.every(ask));
      return holding.length === 1 || (holding.length === 0 && hasElse);
    },
  };
}

/** A run gets past it also where it does not come to it. */
function behindConditions({ node, outer, own, chosen }: NodeInContext, guarded: Guarded): Guarded {
  const last = chosen.at(-1);
  const isElse = last?.branch === node && elseBranch(last.choose) === node;
  const around = isElse ? [...outer, noneOf(last.choose)] : outer;
  return {
    conditions: [...around.flatMap(conditionsIn), ...own, ...guarded.conditions],
    endsPlay: guarded.endsPlay,
    passes(ask) {
      const isComeTo = around.every((held) => isHeld(held, ask)) && own.every(ask);
      return !isComeTo || guarded.passes(ask);
    },
  };
}
