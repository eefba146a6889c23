import { realpathSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { parseOnce } from '../../document/parse-once.ts';
import { isTaskFile } from '../../model/is-task-file.ts';
import type { Environment } from '../environment.ts';
import { allowOutsideOption, catalogOption } from '../options.ts';
import { checkRunbooks, readRunbook, type CheckOptions, type ReadRunbook } from './check-runbook.ts';
import { fixRunbook, type Mended } from './fix-runbook.ts';
import { readGivenRunbooks } from './given-runbooks.ts';
import { namedRunbooks, type Named, type NamedRunbooks, type PassedOver } from './named-runbooks.ts';
import { numberOf, plural, type ValidatedRunbook } from './validated.ts';
import { FORMATS, writeReport, type Format } from './write-report.ts';

/** `runbook validate`: everything that can be known of runbooks without running them. Exit 4 where there is an error, or more warnings than are allowed. */
export function validateCommand(environment: Environment): Command {
  const command = new Command('validate');
  return command
    .description(
      'check runbooks: form, schema, expressions, variables, and that one branch of each choose runs',
    )
    .argument(
      '<runbook...>',
      'runbooks, folders with runbooks, or patterns such as "**/*.yml"; - is standard input, and a pipe is read, too',
    )
    .addOption(new Option('--format <format>', 'how to write it').choices(FORMATS).default('text'))
    .option('-o, --output <file>', 'write it to a file, and for people to standard output')
    .option('--max-warnings <number>', 'exit with 4 where there are more warnings', atLeastNone)
    .option('--stdin-filename <file>', 'what the runbook of standard input is called, and where it lies')
    .option('--no-ignored', 'leave what comments ignore out of reports for programs')
    .option('--no-error-on-unmatched', 'let folders and patterns pass that have no runbooks')
    .addOption(allowOutsideOption())
    .addOption(catalogOption())
    .option('--fix', 'mend what can be mended without knowing more, and write the files')
    .option('--powershell <path>', 'the PowerShell that parses scripts (also: RUNBOOK_POWERSHELL)')
    .action((names: readonly string[], options: ValidateOptions) => {
      if (options.stdinFilename !== undefined && !names.includes('-'))
        command.error('error: --stdin-filename needs the runbook "-", which is standard input');
      return validateRunbooks(names, environment, options);
    });
}

export interface ValidateOptions extends CheckOptions {
  /** Default: text. */
  readonly format?: Format;
  /** The file to write to. Default: standard output. */
  readonly output?: string;
  /** How many warnings are allowed, -1: any number. Default: any number. */
  readonly maxWarnings?: number;
  /** What the runbook of standard input is called. */
  readonly stdinFilename?: string;
  /** What comments ignore stands in reports for programs. Default: true. */
  readonly ignored?: boolean;
  /** A folder or a pattern without runbooks is a mistake. Default: true. */
  readonly errorOnUnmatched?: boolean;
  readonly fix?: boolean;
}

function atLeastNone(value: string): number {
  const number = /^(?:-1|\d{1,9})$/.test(value.trim()) ? Number(value) : undefined;
  if (number === undefined) throw new InvalidArgumentError('It is a whole number; -1 allows any number.');
  return number;
}

/** Checks the runbooks, and those in folders and of patterns, and writes what is found. */
export async function validateRunbooks(
  names: readonly string[],
  environment: Environment,
  options: ValidateOptions,
): Promise<void> {
  const {
    format = 'text',
    output,
    fix = false,
    errorOnUnmatched = true,
    ignored = true,
    stdinFilename,
    maxWarnings = -1,
  } = options;
  const given = await readGivenRunbooks(names, stdinFilename, environment);
  const named = await namedRunbooks(names, environment, { given, errorOnUnmatched });
  const mended = fix ? await fixNamed(named, environment, options) : new Map<string, Mended>();
  const checking = { ...options, parse: parseOnce(), ...(given && { fileSystem: given.fileSystem }) };
  const runbooks = await checkNamed(named, environment, checking, mended);
  const warnings = numberOf('warning', runbooks);
  const general = maxWarnings >= 0 && warnings > maxWarnings ? [tooManyWarnings(warnings, maxWarnings)] : [];
  const isWrong = hasErrors([
    ...general,
    ...runbooks.flatMap(({ diagnostics, mended }) => [...diagnostics, ...(mended?.problems ?? [])]),
  ]);
  if (isWrong) environment.exitCode = 4;
  const passedOver = passedOverOf(named, runbooks);
  await writeReport({ runbooks, passedOver, general }, { format, output, ignored }, environment);
}

/** By the names that messages have for the runbooks. A part of two runbooks is mended with the first. */
async function fixNamed(
  { runbooks }: NamedRunbooks,
  environment: Environment,
  options: CheckOptions,
): Promise<ReadonlyMap<string, Mended>> {
  const mended = new Map<string, Mended>();
  for (const named of runbooks) {
    // What comes with the program is nobody's to change, and what came from a pipe lies nowhere.
    if (!('path' in named) || named.shipped || named.isGiven || isTaskFile(named.path)) continue;
    mended.set(named.shown, await fixRunbook(named, environment, options));
  }
  return mended;
}

type Read = (ReadRunbook & { readonly shown: string }) | Extract<Named, { readonly name: string }>;

async function checkNamed(
  { runbooks }: NamedRunbooks,
  environment: Environment,
  options: CheckOptions,
  mended: ReadonlyMap<string, Mended>,
): Promise<ValidatedRunbook[]> {
  const all = runbooks.map((each): Read & { readonly amongOthers: boolean } =>
    'path' in each
      ? { ...readRunbook(each, environment, options), shown: each.shown, amongOthers: each.amongOthers }
      : { ...each, amongOthers: false },
  );
  const parts = new Set(all.flatMap((each) => ('found' in each ? [...each.parts] : [])));
  // What a runbook among the others takes in is no runbook of its own.
  const read = all.filter(
    (each) => !each.amongOthers || !('found' in each) || !parts.has(realpathSync(each.found.path)),
  );
  const readable = read.filter((each) => 'found' in each);
  const checked = new Map(
    (await checkRunbooks(readable, environment, { ...options, scenarios: true })).map((each, index) => [
      readable[index],
      each,
    ]),
  );
  return read.flatMap((each): ValidatedRunbook | [] => {
    if (!('found' in each)) {
      return { ...nothingFound, shown: each.name, diagnostics: [each.diagnostic] };
    }
    const result = checked.get(each);
    return result ? { ...result, shown: each.shown, mended: mended.get(each.shown) } : [];
  });
}

const nothingFound = {
  program: undefined,
  ignored: [],
  proofs: [],
  parts: new Set<string>(),
  scripts: undefined,
  unparsed: undefined,
  mended: undefined,
};

/** A part of a runbook is checked with it. */
function passedOverOf(
  { passedOver }: NamedRunbooks,
  runbooks: readonly ValidatedRunbook[],
): readonly PassedOver[] {
  const parts = new Set(runbooks.flatMap((each) => [...each.parts]));
  return passedOver.filter(({ path }) => !parts.has(realpathSync(path)));
}

function tooManyWarnings(warnings: number, allowed: number): Diagnostic {
  return {
    code: 'too-many-warnings',
    severity: 'error',
    message: `there ${warnings === 1 ? 'is' : 'are'} ${plural(warnings, 'warning')}, and --max-warnings allows ${allowed === 0 ? 'none' : allowed}`,
    help: 'mend them, or write a comment that ignores one with its reason: `# runbook: ignore CODE -- REASON`',
  };
}
