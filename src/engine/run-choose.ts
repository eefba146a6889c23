import { childrenOf } from '../model/children.ts';
import { namesSetBy } from '../model/names-set-by.ts';
import type { Block, Choose, Task, TaskNode } from '../model/runbook.ts';
import type { Key, Value } from '../values/value.ts';
import { inside, type NodeContext } from './context.ts';
import { placeText } from './explain.ts';
import { nameOf } from './node-name.ts';
import { next, type Flow, type RunState } from './run-state.ts';
import { thrownIn, type Thrown } from './thrown.ts';
import { decideWhen } from './when.ts';
import { taskScope } from './variables.ts';

type RunNode = (node: TaskNode, context: NodeContext, state: RunState) => Promise<Flow>;
type Branch = Task | Block;

/** Evaluates every branch's `when` and runs the one that holds. None or two are a failure, before any branch has begun. */
export async function runChoose(
  choose: Choose,
  context: NodeContext,
  state: RunState,
  runNode: RunNode,
): Promise<Flow> {
  const { clock, emit, tally } = state;
  const inner = inside(context, choose);
  const name = nameOf(choose, context, state);
  const { id } = choose;
  const place = placeText(choose.location);
  const began = clock.now();
  const finish = (status: 'skipped' | 'failed' | 'not_run', reason: string, help?: string) => {
    tally.counts[status]++;
    const about = { id, name, action: 'choose', place };
    emit({ type: 'task-started', time: began, ...about, depth: context.depth });
    const duration = clock.now() - began;
    const rest = { duration, attempts: 0, result: null, ...(help === undefined ? {} : { help }) };
    emit({ type: 'task-finished', time: clock.now(), ...about, status, reason, ...rest });
  };

  const decision = decideBranches(choose, inner, state);
  switch (decision.kind) {
    case 'skipped':
      finish('skipped', decision.reason);
      return next;
    case 'unknown':
      finish('not_run', `which branch runs depends on "${decision.missing}", which was not run`);
      leaveUnknown(choose, name, state);
      return next;
    case 'wrong': {
      finish('failed', decision.reason, decision.help);
      const result = new Map<Key, Value>([
        ['failed', true],
        ['msg', decision.reason],
      ]);
      const failure = { task: name, id, action: 'choose', result, thrown: decision.thrown, after: undefined };
      return { kind: 'failed', failure };
    }
    case 'chosen': {
      const { branch } = decision;
      const branchName = nameOf(branch, inner, state);
      const chosen = { branchId: branch.id, branch: branchName, depth: context.depth };
      emit({ type: 'branch-chosen', time: clock.now(), id, name, ...chosen });
      if (!state.plan.selected(branch.id)) return next;
      // The decision is taken: what a branch does must not undo it for the rest of the branch.
      return runNode({ ...branch, when: [] }, inner, state);
    }
  }
}

type Decision =
  | { readonly kind: 'chosen'; readonly branch: Branch }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly missing: string }
  | {
      readonly kind: 'wrong';
      readonly reason: string;
      readonly help: string;
      readonly thrown?: Thrown['cause'];
    };

function decideBranches(choose: Choose, context: NodeContext, state: RunState): Decision {
  const scope = taskScope(state.variables, context.layers);
  try {
    const outer = decideWhen(context.when, scope, context.layers, state);
    if (outer.kind === 'false') return { kind: 'skipped', reason: outer.reason };
    if (outer.kind === 'unknown') return outer;

    const holding: Branch[] = [];
    for (const branch of choose.branches) {
      const layers = [...context.layers, branch.keywords.vars];
      const decided = decideWhen(branch.when, taskScope(state.variables, layers), layers, state);
      if (decided.kind === 'unknown') return decided;
      if (decided.kind === 'true') holding.push(branch);
    }
    const [branch, second] = holding;
    if (branch && !second) return { kind: 'chosen', branch };
    const names = (branches: readonly Branch[]) =>
      branches.map((one) => `"${nameOf(one, context, state)}"`).join(', ');
    return branch
      ? {
          kind: 'wrong',
          reason: `${holding.length} branches could run: ${names(holding)}; exactly one has to`,
          help: 'change their `when` so that they exclude each other; none of them has begun',
        }
      : {
          kind: 'wrong',
          reason: `no branch can run: the \`when\` of ${names(choose.branches)} is false`,
          help: 'check the parameters, or add a branch for this case',
        };
  } catch (error) {
    const { cause, reason, help } = thrownIn(error);
    const begun = 'no branch has begun';
    return { kind: 'wrong', reason, help: help === undefined ? begun : `${begun}; ${help}`, thrown: cause };
  }
}

/** Check mode: nobody knows what any of the branches would have given values to. */
function leaveUnknown(node: Choose | TaskNode, name: string, state: RunState): void {
  if (node.kind !== 'task') {
    for (const child of childrenOf(node)) leaveUnknown(child, name, state);
    return;
  }
  if (!state.plan.selected(node.id)) return;
  for (const each of namesSetBy(node)) state.tainted.add(each, name);
  if (node.register === undefined) return;
  const fields = { changed: false, failed: false, skipped: false, not_run: true };
  state.variables.facts.set(node.register, new Map<Key, Value>(Object.entries(fields)));
}
