import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Choose } from '../model/runbook.ts';
import { decide, type Decision } from './decision.ts';
import { knownScope, type KnownVariables, type VariableLayers } from './known-scope.ts';

export interface DecidedBranches {
  /** One for each branch, in order. */
  readonly branches: readonly Decision[];
  /** Reaching the choose is a failure. */
  readonly mistake: Diagnostic | undefined;
}

/** Which branch of a choose runs, as far as it can be known: every `when` is evaluated, and exactly one has to hold. */
export function decideBranches(
  choose: Choose,
  layers: VariableLayers,
  variables: KnownVariables,
): DecidedBranches {
  const own = choose.branches.map((branch) =>
    decide(branch.when, knownScope(variables, [...layers, branch.keywords.vars])),
  );
  const failing = own.find((decision) => decision.kind === 'fails');
  const holding = choose.branches.filter((_, index) => own[index]?.kind === 'runs');
  const open = own.flatMap((decision) => (decision.kind === 'depends' ? decision.on : []));
  // One that holds runs only if all others turn out not to hold.
  const branches = own.map((decision): Decision =>
    decision.kind === 'runs' && open.length > 0 ? { kind: 'depends', on: [...new Set(open)] } : decision,
  );
  if (failing) return { branches, mistake: failing.diagnostic };
  if (holding.length > 1) return { branches, mistake: wrong(choose, holding, true) };
  if (holding.length === 0 && open.length === 0)
    return { branches, mistake: wrong(choose, choose.branches, false) };
  return { branches, mistake: undefined };
}

function wrong(choose: Choose, involved: Choose['branches'], overlap: boolean): Diagnostic {
  const count = involved.length;
  return {
    code: overlap ? 'choose-overlap' : 'choose-gap',
    severity: 'error',
    message: overlap
      ? `${count} branches of this choose would run with these parameters; exactly one has to`
      : 'no branch of this choose runs with these parameters; exactly one has to',
    location: choose.location,
    related: involved.map((branch) => ({
      message: `\`when\` is ${overlap ? 'true' : 'false'}: ${branch.when.map((when) => when.source.text.trim()).join(' and ')}`,
      location: branch.location,
    })),
    help: overlap
      ? 'change the `when` of the branches so that they exclude each other'
      : 'check the parameters, or add a branch for this case',
  };
}
