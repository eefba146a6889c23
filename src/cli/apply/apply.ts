import { Command } from 'commander';
import type { EarlySession } from './early-session.ts';
import type { Environment } from '../environment.ts';
import { addRunOptions, atBootOption, type RunFlags } from '../options.ts';
import { prepareRun } from './prepare-run.ts';
import { runRunbook } from './run-runbook.ts';
import { showInstead } from './show-instead.ts';

/** `runbook apply`: runs a runbook for real, or with `--check` as far as that changes nothing. */
export function applyCommand(environment: Environment, early: EarlySession | undefined): Command {
  const command = new Command('apply')
    .description('run a runbook')
    .argument('<runbook>', 'a path, or the name of a runbook in ./runbooks or of a shipped one')
    .option('-D, --diff', 'show what changes in files and other items; with --check what would change')
    .addOption(atBootOption());
  return addRunOptions(command).action(async (runbook: string, flags: RunFlags) => {
    if (await showInstead(runbook, flags, environment)) return;
    const prepared = await prepareRun({ runbook, flags }, environment, early);
    if (prepared) await runRunbook(prepared, flags, environment, { early });
  });
}
