import { packageDirectory } from '../package/package-directory.ts';
import type { EarlySession } from './apply/early-session.ts';
import { useCompileCache } from './compile-cache.ts';
import type { Environment } from './environment.ts';
import { onStopSignals } from './stop-signals.ts';

const environment: Environment = {
  // Node makes streams of them when they are first asked for, which takes a while: PowerShell's start does not wait for that.
  get stdin() {
    return process.stdin;
  },
  get stdout() {
    return process.stdout;
  },
  get stderr() {
    return process.stderr;
  },
  variables: process.env,
  currentDirectory: currentFolder(),
  packageDirectory,
  now: Date.now,
  exitCode: 0,
};

/** Empty where it has been deleted, or may not be entered. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '';
  }
}

/**
 * Runs the command line and ends the process. Everything is loaded as late as it can be: PowerShell starts while the rest of the
 * program is still being loaded.
 */
export async function runMain(args: readonly string[]): Promise<never> {
  if (environment.currentDirectory === '') {
    process.stderr.write('error: the current folder is not there any more: go to one that is\n');
    process.exit(4);
  }
  // Holds for what is loaded from here on.
  const keepCompiled = useCompileCache(process.env, args[0] ?? '');
  const { startEarly } =
    args[0] === 'apply' ? await import('./apply/early-session.ts') : { startEarly: undefined };
  let early: EarlySession | undefined = undefined;
  // Until a run has begun there is nothing to put away but the PowerShell that was started for it.
  onStopSignals(() => void Promise.resolve(early?.discard()).then(() => process.exit(5)));
  early = await startEarly?.(args, environment);
  // Loading leaves the event loop no turn, and PowerShell's start needs one before there is a process.
  if (early) await new Promise(setImmediate);
  const { outputTo } = await import('../view/output.ts');
  const { endOutput } = await import('./end-output.ts');
  // From here on a reader that goes away (`| head -1`) ends nothing.
  const [stdout, stderr] = [outputTo(process.stdout), outputTo(process.stderr)];
  try {
    const { runProgram } = await import('./program.ts');
    await runProgram(args, environment, early);
  } catch (error) {
    const { bugReport } = await import('../diagnostics/bug-report.ts');
    process.stderr.write(bugReport(error));
    environment.exitCode = 1;
  }
  await early?.discard();
  const isWritten = await endOutput(stdout, stderr);
  // What a run came to says more.
  if (!isWritten && environment.exitCode === 0) environment.exitCode = 1;
  // A run that went wrong early has not come to most of it.
  if (environment.exitCode === 0) keepCompiled();
  // Whatever still holds the process, such as a pipe that a background program keeps open, has nothing more to say.
  process.exit(environment.exitCode);
}
