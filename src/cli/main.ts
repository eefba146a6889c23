#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { outputTo } from '../view/output.ts';
import { applyCommand } from './commands/apply.ts';
import { planCommand } from './commands/plan.ts';
import { rehearseCommand } from './commands/rehearse.ts';
import { schemaCommand } from './commands/schema.ts';
import { validateCommand } from './commands/validate.ts';
import { packageDirectory, type Environment } from './environment.ts';

const environment: Environment = {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  variables: process.env,
  currentDirectory: process.cwd(),
  packageDirectory,
  now: Date.now,
  exitCode: 0,
};

function createProgram(): Command {
  const { version } = JSON.parse(readFileSync(join(packageDirectory, 'package.json'), 'utf8')) as {
    version: string;
  };
  const program = new Command('runbook')
    .description('Runs YAML runbooks through a persistent PowerShell session')
    .version(version)
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 a bug of runbook, 2 a task failed, 3 a session was lost or could not be opened,\n' +
        '4 the runbook, its parameters or the command line are wrong and nothing ran, 5 stopped or declined.',
    );
  for (const command of [applyCommand, rehearseCommand, validateCommand, planCommand, schemaCommand]) {
    program.addCommand(command(environment));
  }
  for (const command of [program, ...program.commands]) command.exitOverride().showSuggestionAfterError();
  return program;
}

async function main(): Promise<void> {
  // From here on a reader that goes away (`| head -1`) ends nothing.
  const outputs = [outputTo(process.stdout), outputTo(process.stderr)];
  try {
    await createProgram().parseAsync();
  } catch (error) {
    environment.exitCode = reportError(error);
  }
  await Promise.all(outputs.map((output) => output.flush()));
  // Whatever still holds the process, such as a pipe that a background program keeps open, has nothing more to say.
  process.exit(environment.exitCode);
}

function reportError(error: unknown): 0 | 1 | 4 {
  // Commander has written its message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 4;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `This is a bug in runbook, not a mistake of yours. Please report it with these lines:\n${text}\n`,
  );
  return 1;
}

await main();
