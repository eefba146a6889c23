import { Command } from 'commander';
import { addConnectionOptions } from '../connection/connection-options.ts';
import type { Environment } from '../environment.ts';
import { catalogOption } from '../options.ts';
import { exportModule, type ExportFlags } from './export.ts';
import { showCommand, type ShowFlags } from './show.ts';

/** `runbook catalog`: what is known of commands, and how more comes to be known. */
export function catalogCommand(environment: Environment): Command {
  const show = new Command('show')
    .description("print a command's parameter sets, and what its parameters take")
    .argument('<command>', 'its name, such as Stop-Service')
    .option('--json', 'write it for programs')
    .addOption(catalogOption())
    .action((name: string, flags: ShowFlags) => showCommand(name, flags, environment));
  const exported = addConnectionOptions(new Command('export'))
    .description('make a catalog of a module, from a session that imports it')
    .requiredOption('-m, --module <name>', 'the module, by its name or path')
    .option('-o, --output <file>', 'write it to a file')
    .option('--powershell <path>', 'the PowerShell to use (also: RUNBOOK_POWERSHELL)')
    .action((flags: ExportFlags) => exportModule(flags, environment));
  return new Command('catalog')
    .description('what is known of commands: show it, or export it from a machine that has them')
    .addCommand(show.exitOverride())
    .addCommand(exported.exitOverride());
}
