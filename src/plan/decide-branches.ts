import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ProgramBranch, ProgramChoose } from '../program/program.ts';
import { decide, runs, type Decision } from './decision.ts';
import { knownScope, type KnownVariables } from './known-scope.ts';

export interface DecidedBranches {
  readonly decisions: ReadonlyMap<ProgramBranch, Decision>;
  /** Reaching the choose is a failure. */
  readonly mistake: Diagnostic | undefined;
}

/** Which branch of a choose runs, as far as it can be known: every `when` is evaluated, and exactly one has to hold. */
export function decideBranches(choose: ProgramChoose, variables: KnownVariables): DecidedBranches {
  const own = choose.branches.map((branch) =>
    decide(branch.source.when, knownScope(variables, branch.layers, choose.loops)),
  );
  const failing = own.find((decision) => decision.kind === 'fails');
  const holding = choose.branches.filter((_, index) => own[index]?.kind === 'runs');
  const open = own.flatMap((decision) => (decision.kind === 'depends' ? decision.on : []));
  // One that holds runs only if all others turn out not to hold.
  const whole = (decision: Decision): Decision =>
    decision.kind === 'runs' && open.length > 0 ? { kind: 'depends', on: [...new Set(open)] } : decision;
  const decisions = new Map(choose.branches.map((branch, index) => [branch, whole(own[index] ?? runs)]));
  if (failing) return { decisions, mistake: failing.diagnostic };
  if (holding.length > 1) return { decisions, mistake: wrong(choose, holding, true) };
  if (holding.length === 0 && open.length === 0)
    return { decisions, mistake: wrong(choose, choose.branches, false) };
  return { decisions, mistake: undefined };
}

function wrong({ source }: ProgramChoose, involved: readonly ProgramBranch[], overlap: boolean): Diagnostic {
  const count = involved.length;
  return {
    code: overlap ? 'choose-overlap' : 'choose-gap',
    severity: 'error',
    message: overlap
      ? `${count} branches of this choose would run with these parameters; exactly one has to`
      : 'no branch of this choose runs with these parameters; exactly one has to',
    location: source.location,
    related: involved.map(({ source: branch }) => ({
      message: `\`when\` is ${overlap ? 'true' : 'false'}: ${branch.when.map((when) => when.source.text.trim()).join(' and ')}`,
      location: branch.location,
    })),
    help: overlap
      ? 'change the `when` of the branches so that they exclude each other'
      : 'check the parameters, or add a branch for this case',
  };
}
