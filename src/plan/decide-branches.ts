import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { askedBranches, elseBranch } from '../program/else-branch.ts';
import type { ProgramBranch, ProgramChoose } from '../program/program.ts';
import { decide, runs, type Decision } from './decision.ts';
import { knownScope, type KnownVariables } from './known-scope.ts';

export interface DecidedBranches {
  readonly decisions: ReadonlyMap<ProgramBranch, Decision>;
  /** Reaching the choose is a failure. */
  readonly mistake: Diagnostic | undefined;
}

/** Which branch of a choose runs, as far as it can be known: every `when` is evaluated, and exactly one has to hold, or none beside an `else`. */
export function decideBranches(choose: ProgramChoose, variables: KnownVariables): DecidedBranches {
  const own = new Map(
    askedBranches(choose).map((branch) => [
      branch,
      decide(branch.source.when, knownScope(variables, branch.layers, choose.loops)),
    ]),
  );
  const failing = [...own.values()].find((decision) => decision.kind === 'fails');
  const holding = [...own.keys()].filter((branch) => own.get(branch)?.kind === 'runs');
  const on = [
    ...new Set([...own.values()].flatMap((decision) => (decision.kind === 'depends' ? decision.on : []))),
  ];
  const isOpen = [...own.values()].some(({ kind }) => kind === 'depends');
  // One that holds runs only if all others turn out not to hold.
  const whole = (decision: Decision): Decision =>
    decision.kind === 'runs' && isOpen ? { kind: 'depends', on } : decision;
  const decisions = new Map([...own].map(([branch, decision]) => [branch, whole(decision)]));
  const last = elseBranch(choose);
  if (last) decisions.set(last, decideElse(holding[0], isOpen ? { kind: 'depends', on } : runs));
  if (failing) return { decisions, mistake: failing.diagnostic };
  if (holding.length > 1) return { decisions, mistake: wrong(choose, holding, true) };
  if (holding.length === 0 && !isOpen && !last)
    return { decisions, mistake: wrong(choose, choose.branches, false) };
  return { decisions, mistake: undefined };
}

function decideElse(holding: ProgramBranch | undefined, otherwise: Decision): Decision {
  const condition = holding?.source.when.at(-1);
  return condition ? { kind: 'skipped', condition, is: true } : otherwise;
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
