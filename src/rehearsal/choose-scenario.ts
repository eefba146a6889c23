import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import { findRehearsal, rehearsalDirectory, type RehearsedRunbook, type Rehearsal } from './rehearsal.ts';
import { loadScenario, loadScenarios, type Scenario } from './scenario.ts';

/** `scenario` is missing where the rehearsal has none. */
export interface ChosenScenario {
  readonly rehearsal: Rehearsal;
  readonly scenario: Scenario | undefined;
}

export type ScenarioChoice = ChosenScenario | { readonly diagnostics: readonly Diagnostic[] };

/**
 * The runbook's rehearsal and the scenario of this name; without one the default, or none where the rehearsal has no scenarios.
 * `allowOutside`: a scenario may lie outside of the runbook's folder.
 */
export function chooseScenario(
  found: RehearsedRunbook,
  name: string | undefined,
  allowOutside = false,
): ScenarioChoice {
  const rehearsal = findRehearsal(found);
  if (!rehearsal) return { diagnostics: [noRehearsal(found)] };
  if (rehearsal.problem) return { diagnostics: [rehearsal.problem] };
  if (name !== undefined) {
    const file = rehearsal.scenarios.find((scenario) => scenario.name === name);
    if (!file) return { diagnostics: [noScenario(name, rehearsal)] };
    const { scenario, diagnostics } = loadScenario(file, allowOutside);
    return scenario ? { rehearsal, scenario } : { diagnostics };
  }
  if (rehearsal.scenarios.length === 0) return { rehearsal, scenario: undefined };
  const { scenarios, diagnostics } = loadScenarios(rehearsal, allowOutside);
  if (hasErrors(diagnostics)) return { diagnostics };
  const marked = scenarios.filter(({ isDefault }) => isDefault);
  const [only] = marked.length > 0 ? marked : scenarios;
  if (marked.length > 1 || (marked.length === 0 && scenarios.length > 1)) {
    return { diagnostics: [noDefault(rehearsal, marked.length)] };
  }
  return { rehearsal, scenario: only };
}

export function noRehearsal({ path, shown }: RehearsedRunbook): Diagnostic {
  return {
    code: 'rehearsal-not-found',
    severity: 'error',
    message: `"${shown}" has no rehearsal: there is no folder "${rehearsalDirectory(path)}"`,
    help: 'docs/rehearsal.md shows how to write one',
  };
}

function noScenario(name: string, { scenarios }: Rehearsal): Diagnostic {
  const names = scenarios.map((scenario) => scenario.name);
  const near = suggest(name, names);
  return {
    code: 'scenario-not-found',
    severity: 'error',
    message: `there is no scenario "${name}"`,
    help: near === undefined ? `the scenarios are ${names.join(', ')}` : `did you mean "${near}"?`,
  };
}

function noDefault({ scenarios }: Rehearsal, marked: number): Diagnostic {
  return {
    code: 'scenario-not-found',
    severity: 'error',
    message:
      marked > 1 ? 'several scenarios are marked as the default' : 'no scenario is marked as the default',
    help: `name one with --scenario: ${scenarios.map((scenario) => scenario.name).join(', ')}`,
  };
}
