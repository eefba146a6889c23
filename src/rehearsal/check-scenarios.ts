import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Program } from '../program/program.ts';
import { createExpectationCheck } from './check-expectation.ts';
import type { Rehearsal } from './rehearsal.ts';
import { loadScenarios, type Scenario } from './scenario.ts';

export interface ScenariosChecked {
  /** Those that keep their schema, in the order of their names. */
  readonly scenarios: readonly Scenario[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads all scenarios of a runbook, and looks whether what they expect can happen; `program` is missing where the runbook itself is not whole. */
export function checkScenarios(
  rehearsal: Rehearsal,
  program: Program | undefined,
  allowOutside: boolean,
): ScenariosChecked {
  const { scenarios, diagnostics } = loadScenarios(rehearsal, allowOutside);
  const expectations = scenarios.flatMap(({ expectation }) => expectation ?? []);
  const impossible =
    expectations.length > 0 && program
      ? expectations.flatMap(createExpectationCheck(program, rehearsal))
      : [];
  return { scenarios, diagnostics: [...diagnostics, ...impossible] };
}
