#!/usr/bin/env node
import { packageDirectory, type Environment } from './environment.ts';
import { onStopSignals } from './stop-signals.ts';

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

/** Everything is loaded as late as it can be: PowerShell starts while the rest of the program is still being loaded. */
async function main(args: readonly string[]): Promise<void> {
  const { startEarly } = args[0] === 'apply' ? await import('./early-session.ts') : { startEarly: undefined };
  const early = await startEarly?.(args, environment);
  // Until a run has begun there is nothing to put away but the PowerShell that was started for it.
  onStopSignals(() => void Promise.resolve(early?.discard()).then(() => process.exit(5)));
  const { outputTo } = await import('../view/output.ts');
  // From here on a reader that goes away (`| head -1`) ends nothing.
  const outputs = [outputTo(process.stdout), outputTo(process.stderr)];
  try {
    const { runProgram } = await import('./program.ts');
    await runProgram(args, environment, early);
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(
      `This is a bug in runbook, not a mistake of yours. Please report it with these lines:\n${text}\n`,
    );
    environment.exitCode = 1;
  }
  await early?.discard();
  await Promise.all(outputs.map((output) => output.flush()));
  // Whatever still holds the process, such as a pipe that a background program keeps open, has nothing more to say.
  process.exit(environment.exitCode);
}

await main(process.argv.slice(2));
