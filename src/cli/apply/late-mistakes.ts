import { runChecks } from '../../checks/run-checks.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { PowerShellProgram } from '../../session/find/powershell-program.ts';
import type { Environment } from '../environment.ts';
import { parseScriptsOf } from '../validate/script-parser.ts';
import type { PreparedRun } from './prepare-run.ts';

/** What is wrong with scripts for which there was no PowerShell when the runbook was checked: now there is the run's own. */
export async function lateMistakes(
  { unparsed }: PreparedRun,
  powershell: PowerShellProgram,
  environment: Environment,
): Promise<readonly Diagnostic[]> {
  if (!unparsed || powershell.executable === '') return [];
  const scripts = await parseScriptsOf([unparsed.program], environment, () =>
    Promise.resolve({ powershell }),
  );
  if (!('facts' in scripts)) return [];
  const { diagnostics } = runChecks({ ...unparsed, scripts: scripts.facts });
  return diagnostics.filter(({ severity }) => severity === 'error');
}
