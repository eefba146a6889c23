import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import type { Environment } from '../environment.ts';

/** The script of each shell, in `completions/`. */
const SCRIPTS = {
  bash: 'runbook.bash',
  zsh: 'runbook.zsh',
  fish: 'runbook.fish',
  powershell: 'runbook.ps1',
} as const;

type Shell = keyof typeof SCRIPTS;

/** `runbook completion`: the script by which a shell completes the command line. The script asks the program itself, by `__complete`. */
export function completionCommand(environment: Environment): Command {
  const { packageDirectory, stdout } = environment;
  return new Command('completion')
    .description('print the script by which a shell completes commands, options, parameters and scenarios')
    .addArgument(new Argument('<shell>', 'which shell').choices(Object.keys(SCRIPTS)))
    .addHelpText(
      'after',
      [
        '',
        'To have it in every new shell:',
        '  bash:        echo \'eval "$(runbook completion bash)"\' >> ~/.bashrc',
        '  zsh:         echo \'eval "$(runbook completion zsh)"\' >> ~/.zshrc (behind compinit)',
        '  fish:        runbook completion fish > ~/.config/fish/completions/runbook.fish',
        "  PowerShell:  Add-Content $PROFILE 'runbook completion powershell | Out-String | Invoke-Expression'",
      ].join('\n'),
    )
    .action((shell: Shell) => {
      stdout.write(readFileSync(join(packageDirectory, 'completions', SCRIPTS[shell]), 'utf8'));
    });
}
