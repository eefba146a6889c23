import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { applyCommand } from './commands/apply.ts';
import { doctorCommand } from './commands/doctor.ts';
import { planCommand } from './commands/plan.ts';
import { rehearseCommand } from './commands/rehearse.ts';
import { schemaCommand } from './commands/schema.ts';
import { validateCommand } from './commands/validate.ts';
import type { EarlySession } from './early-session.ts';
import type { Environment } from './environment.ts';

/** Runs the command line's command. What it ends with is in the environment's `exitCode`; it rejects only for a bug of ours. */
export async function runProgram(
  args: readonly string[],
  environment: Environment,
  early: EarlySession | undefined,
): Promise<void> {
  try {
    await createProgram(environment, early).parseAsync(args, { from: 'user' });
  } catch (error) {
    // Commander has written its message, or the help that was asked for.
    if (!(error instanceof CommanderError)) throw error;
    environment.exitCode = error.exitCode === 0 ? 0 : 4;
  }
}

function createProgram(environment: Environment, early: EarlySession | undefined): Command {
  const manifest = readFileSync(join(environment.packageDirectory, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const program = new Command('runbook')
    .description('Runs YAML runbooks through a persistent PowerShell session')
    .version(version)
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 a bug of runbook, 2 a task failed, 3 a session was lost or could not be opened,\n' +
        '4 the runbook, its parameters or the command line are wrong and nothing ran, 5 stopped or declined.',
    );
  const commands = [
    applyCommand(environment, early),
    rehearseCommand(environment),
    validateCommand(environment),
    planCommand(environment),
    doctorCommand(environment),
    schemaCommand(environment),
  ];
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...commands]) command.exitOverride().showSuggestionAfterError();
  return program;
}
