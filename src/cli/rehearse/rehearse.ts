import { oneLine } from '../../text/printable.ts';
import { Command } from 'commander';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import type { Environment } from '../environment.ts';
import { findRunbook } from '../find-runbook.ts';
import { addRunOptions, type RunFlags } from '../options.ts';
import { prepareRun } from '../apply/prepare-run.ts';
import { noRehearsal } from '../../rehearsal/choose-scenario.ts';
import { findRehearsal } from '../../rehearsal/rehearsal.ts';
import { loadScenario } from '../../rehearsal/scenario.ts';
import { runRunbook } from '../apply/run-runbook.ts';
import { showInstead } from '../apply/show-instead.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';

interface RehearseFlags extends RunFlags {
  readonly scenario?: string;
  readonly listScenarios?: boolean;
  readonly keep?: string;
}

/** `runbook rehearse`: runs the unchanged runbook against simulated commands; nothing of this machine is touched. */
export function rehearseCommand(environment: Environment): Command {
  const command = new Command('rehearse')
    .description('run a runbook against simulated commands')
    .argument('<runbook>', 'a path, or the name of a runbook in ./runbooks or of a shipped one')
    .option('--scenario <name>', 'which way it goes; without it the default scenario')
    .option('--list-scenarios', 'show the scenarios and end')
    .option('--keep <folder>', 'keep the simulated state and the log of calls in this folder');
  return addRunOptions(command).action(async (runbook: string, flags: RehearseFlags) => {
    if (flags.listScenarios) return listScenarios(runbook, flags, environment);
    if (await showInstead(runbook, flags, environment)) return;
    const prepared = await prepareRun(
      { runbook, flags, rehearse: { scenario: flags.scenario } },
      environment,
    );
    if (prepared) await runRunbook(prepared, flags, environment);
  });
}

function listScenarios(
  name: string,
  { allowOutside = false }: RehearseFlags,
  environment: Environment,
): void {
  const found = findRunbook(name, environment);
  const rehearsal = 'path' in found ? findRehearsal(found.path) : undefined;
  if (!rehearsal) {
    writeDiagnostics(['diagnostic' in found ? found.diagnostic : noRehearsal(found)], environment);
    environment.exitCode = 4;
    return;
  }
  const loaded = rehearsal.scenarios.map((file) => loadScenario(file, allowOutside));
  const mistakes = [rehearsal.problem ?? [], ...loaded.map(({ diagnostics }) => diagnostics)].flat();
  writeDiagnostics(mistakes, environment);
  if (hasErrors(mistakes)) environment.exitCode = 4;
  const scenarios = loaded.flatMap(({ scenario }) => scenario ?? []);
  const width = Math.max(0, ...scenarios.map((scenario) => scenario.name.length));
  for (const { name: scenario, description, isDefault } of scenarios) {
    const mark = isDefault ? ' (default)' : '';
    const line = `${scenario.padEnd(width)}  ${description.replace(/\s+/g, ' ')}${mark}`;
    environment.stdout.write(`${oneLine(line)}\n`);
  }
}
