import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { noRehearsal } from '../../rehearsal/choose-scenario.ts';
import { findRehearsal } from '../../rehearsal/rehearsal.ts';
import { loadScenarios } from '../../rehearsal/scenario.ts';
import { oneLine } from '../../text/printable.ts';
import type { Environment } from '../environment.ts';
import { findRunbook } from '../find-runbook.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';

/** `rehearse --list-scenarios`: their names and what happens in each. */
export function listScenarios(
  name: string,
  { allowOutside = false }: { readonly allowOutside?: boolean },
  environment: Environment,
): void {
  const found = findRunbook(name, environment);
  const rehearsal = 'path' in found ? findRehearsal(found) : undefined;
  if (!rehearsal) {
    writeDiagnostics(['diagnostic' in found ? found.diagnostic : noRehearsal(found)], environment);
    environment.exitCode = 4;
    return;
  }
  const { scenarios, diagnostics } = loadScenarios(rehearsal, allowOutside);
  writeDiagnostics(diagnostics, environment);
  if (hasErrors(diagnostics)) environment.exitCode = 4;
  const width = Math.max(0, ...scenarios.map((scenario) => scenario.name.length));
  for (const { name: scenario, description, isDefault } of scenarios) {
    const mark = isDefault ? ' (default)' : '';
    const line = `${scenario.padEnd(width)}  ${description.replace(/\s+/g, ' ')}${mark}`;
    environment.stdout.write(`${oneLine(line)}\n`);
  }
}
