import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { checkScenarios } from '../../rehearsal/check-scenarios.ts';
import { noRehearsal } from '../../rehearsal/choose-scenario.ts';
import { findRehearsal, type Rehearsal } from '../../rehearsal/rehearsal.ts';
import type { Scenario } from '../../rehearsal/scenario.ts';
import type { SoundRunbook } from '../apply/prepare-run.ts';

export interface AllScenarios {
  readonly rehearsal: Rehearsal;
  /** In the order of their names. */
  readonly scenarios: readonly Scenario[];
  /** What is to be said of them all the same. */
  readonly warned: readonly Diagnostic[];
}

/** All scenarios of a runbook; mistakes in any of them instead. */
export function allScenarios(
  { found, program }: SoundRunbook,
  allowOutside: boolean,
): AllScenarios | { readonly diagnostics: readonly Diagnostic[] } {
  const rehearsal = findRehearsal(found);
  if (!rehearsal) return { diagnostics: [noRehearsal(found)] };
  const { scenarios, diagnostics } = checkScenarios(rehearsal, program, allowOutside);
  if (hasErrors(diagnostics)) return { diagnostics };
  if (scenarios.length === 0) return { diagnostics: [noScenarios(found.shown)] };
  return { rehearsal, scenarios, warned: diagnostics };
}

function noScenarios(runbook: string): Diagnostic {
  return {
    code: 'scenario-not-found',
    severity: 'error',
    message: `the rehearsal of "${runbook}" has no scenarios`,
    help: 'without --all it is played as it is; docs/rehearsal.md shows how to write scenarios',
  };
}
