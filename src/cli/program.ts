import { Command, CommanderError, InvalidArgumentError, type Argument, type Option } from 'commander';
import { runnerVersion } from '../package/runner-version.ts';
import { oneLine } from '../text/printable.ts';
import type { EarlySession } from './apply/early-session.ts';
import type { Environment } from './environment.ts';

type MakeCommand = (environment: Environment, early: EarlySession | undefined) => Command;

/** In the order of the help. */
const COMMANDS: Readonly<Record<string, () => Promise<MakeCommand>>> = {
  init: async () => (await import('./init/init.ts')).initCommand,
  apply: async () => (await import('./apply/apply.ts')).applyCommand,
  rehearse: async () => (await import('./rehearse/rehearse.ts')).rehearseCommand,
  resume: async () => (await import('./resume/resume.ts')).resumeCommand,
  runs: async () => (await import('./runs/runs.ts')).runsCommand,
  show: async () => (await import('./runs/show.ts')).showCommand,
  validate: async () => (await import('./validate/validate.ts')).validateCommand,
  plan: async () => (await import('./plan/plan.ts')).planCommand,
  docs: async () => (await import('./docs/docs.ts')).docsCommand,
  graph: async () => (await import('./graph/graph.ts')).graphCommand,
  convert: async () => (await import('./convert/convert.ts')).convertCommand,
  doctor: async () => {
    const { doctorCommand } = await import('./doctor/doctor.ts');
    return (environment) => doctorCommand(environment);
  },
  facts: async () => (await import('./facts/facts.ts')).factsCommand,
  catalog: async () => (await import('./catalog/catalog.ts')).catalogCommand,
  explain: async () => (await import('./explain/explain.ts')).explainCommand,
  schema: async () => (await import('./schema/schema.ts')).schemaCommand,
  completion: async () => (await import('./completion/completion.ts')).completionCommand,
  lsp: async () => (await import('./lsp/lsp.ts')).lspCommand,
};

/** Runs the command line's command. What it ends with is in the environment's `exitCode`; it rejects only for a bug of ours. */
export async function runProgram(
  args: readonly string[],
  environment: Environment,
  early: EarlySession | undefined,
): Promise<void> {
  // Not among the commands of the help: shells ask it.
  if (args[0] === '__complete') {
    const { writeCompletions } = await import('./completion/write-completions.ts');
    const programWith = (name: string) => createProgram([name], environment, early);
    return writeCompletions(args.slice(1), programWith, environment);
  }
  const program = await createProgram(args, environment, early);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // Commander has written its message, or the help that was asked for.
    if (!(error instanceof CommanderError)) throw error;
    environment.exitCode = error.exitCode === 0 ? 0 : 4;
  }
}

async function createProgram(
  [name = '']: readonly string[],
  environment: Environment,
  early: EarlySession | undefined,
): Promise<Command> {
  const program = new Command('runbook')
    .description('Runs YAML runbooks through a persistent PowerShell session')
    .version(runnerVersion)
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 a bug of runbook, or output that could not be written, 2 a task failed, 3 a session was lost or could not be opened,\n' +
        '4 the runbook, its parameters or the command line are wrong and nothing ran, 5 stopped or declined.',
    );
  // A command's code takes longer to load than most commands take. Only the help, and what is wrong with a name, need them all.
  const needed = Object.entries(COMMANDS).filter(
    ([known]) => known === name || !Object.hasOwn(COMMANDS, name),
  );
  const commands = await Promise.all(needed.map(async ([, load]) => (await load())(environment, early)));
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...commands]) command.exitOverride().showSuggestionAfterError();
  const all = commands.flatMap((each) => [each, ...each.commands]);
  for (const command of [program, ...all]) command.configureOutput({ outputError: writeHarmless });
  for (const command of all) {
    refuseEmptyNames(command);
    addColourOptions(command, environment);
  }
  return program;
}

/** Commander's own messages repeat what was typed, which a script may have taken from anywhere. */
function writeHarmless(text: string, write: (text: string) => void): void {
  const [, message = '', suggestion] = /^([^]*?)(\n\(Did you mean [^]*)?\n*$/.exec(text) ?? [];
  const lines = [message, ...(suggestion === undefined ? [] : [suggestion.trim()])];
  write(lines.map((line) => `${oneLine(line)}\n`).join(''));
}

/** What is empty is mostly a variable of a script that nobody has set. As a path it would be the current folder, and the beginning of every run's id. */
function refuseEmptyNames({ options, registeredArguments }: Command): void {
  for (const each of registeredArguments) refuseEmpty(each, each.variadic, 'It is empty.');
  for (const each of options)
    if (/<(?:file|folder|path)>/.test(each.flags)) refuseEmpty(each, false, 'The name is empty.');
}

function refuseEmpty(named: Argument | Option, isVariadic: boolean, why: string): void {
  const { parseArg } = named;
  const kept = (value: string, before: unknown): unknown =>
    isVariadic ? [...((before as readonly string[] | undefined) ?? []), value] : value;
  named.argParser((value: string, before: unknown) => {
    if (value === '') throw new InvalidArgumentError(why);
    return (parseArg ?? kept)(value, before);
  });
}

/** Every command has them: the last one on the command line counts. */
function addColourOptions(command: Command, environment: Environment): void {
  command
    .option('--color', 'colours, in a pipe too (also: FORCE_COLOR)')
    .option('--no-color', 'no colours (also: NO_COLOR)')
    .on('option:color', () => (environment.colours = true))
    .on('option:no-color', () => (environment.colours = false));
}
