import { askedBranches, elseBranch } from '../program/else-branch.ts';
import type { ProgramBranch, ProgramChoose } from '../program/program.ts';
import type { Key, Value } from '../values/value.ts';
import { attempted, type Attempt } from './attempt.ts';
import type { Flow } from './flow.ts';
import { beginNode, branchChosen, endNode } from './node-life.ts';
import { nameOf } from './node-name.ts';
import { scopeOf, type Around } from './around.ts';
import type { Run } from './run.ts';
import { thrownIn } from './thrown.ts';
import { decideWhen } from './when.ts';

/**
 * Evaluates every branch's `when`: exactly one has to hold, or none where the last is an `else`. None or two are a failure, before any branch has begun. Gives the branch, or
 * what became of the choose.
 */
export function chooseBranch(
  choose: ProgramChoose,
  around: Around,
  run: Run,
): { readonly branches: readonly ProgramBranch[] } | { readonly up: Flow } {
  const begun = run.now();
  const decided = decide(choose, around, run);
  if ('branch' in decided) {
    branchChosen(choose, decided.branch, around, run);
    return { branches: [decided.branch] };
  }
  const node = beginNode(choose, 'choose', around, run, begun);
  const { checkMode } = run.plan;
  return { up: endNode(node, decided.end, { noLog: false, checked: checkMode }, run) };
}

function decide(
  choose: ProgramChoose,
  around: Around,
  run: Run,
): { readonly branch: ProgramBranch } | { readonly end: Attempt } {
  try {
    const outer = decideWhen(choose.conditions, scopeOf(choose, around), choose.layers, run.tainted);
    if (outer.kind === 'false') return { end: attempted('skipped', outer.reason, noResult, 0) };
    if (outer.kind === 'unknown') return { end: unknown(outer.missing) };

    const holding: ProgramBranch[] = [];
    for (const branch of askedBranches(choose)) {
      const { when } = branch.source;
      const decided = decideWhen(when, scopeOf(branch, around), branch.layers, run.tainted);
      if (decided.kind === 'unknown') return { end: unknown(decided.missing) };
      if (decided.kind === 'true') holding.push(branch);
    }
    const [branch = elseBranch(choose), second] = holding;
    if (branch && !second) return { branch };
    const names = (branches: readonly ProgramBranch[]) =>
      branches.map((one) => `"${nameOf(one, around)}"`).join(', ');
    if (!branch) {
      const reason = `no branch can run: the \`when\` of ${names(choose.branches)} is false`;
      return { end: wrong(reason, 'check the parameters, or add a branch for this case') };
    }
    return {
      end: wrong(
        `${holding.length} branches could run: ${names(holding)}; exactly one has to`,
        'change their `when` so that they exclude each other; none of them has begun',
      ),
    };
  } catch (error) {
    const { cause, reason, help } = thrownIn(error);
    const begun = 'no branch has begun';
    return { end: wrong(reason, help === undefined ? begun : `${begun}; ${help}`, cause) };
  }
}

function unknown(missing: string): Attempt {
  return attempted('not_run', `which branch runs depends on "${missing}", which was not run`, noResult, 0);
}

function wrong(reason: string, help: string, thrown?: Attempt['thrown']): Attempt {
  const result = new Map<Key, Value>([
    ['failed', true],
    ['msg', reason],
  ]);
  return attempted('failed', reason, result, 0, { help, thrown });
}

const noResult = new Map<Key, Value>();
