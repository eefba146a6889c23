import { Command } from 'commander';
import { serve } from '../../lsp/server.ts';
import type { Environment } from '../environment.ts';
import { allowOutsideOption, catalogOption } from '../options.ts';
import { createPort, type LspFlags } from './create-port.ts';

/** `runbook lsp`: a language server (LSP 3.17) on standard input and output, for editors. Exit code 1 where the editor went without saying so. */
export function lspCommand(environment: Environment): Command {
  return new Command('lsp')
    .description(
      'serve an editor: mistakes while typing, completion, hover, rename (LSP on standard input and output)',
    )
    .option('--stdio', 'what editors give a language server; there is no other way')
    .addOption(allowOutsideOption())
    .addOption(catalogOption())
    .option('--powershell <path>', 'the PowerShell to use (also: RUNBOOK_POWERSHELL)')
    .action(async (flags: LspFlags) => {
      environment.exitCode = await serve(
        await createPort(flags, environment),
        environment.stdin,
        environment.stdout,
      );
    });
}
