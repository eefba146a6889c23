import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { mostImportant } from '../../diagnostics/most-important.ts';
import { lineAndColumn, positionText } from '../../diagnostics/print.ts';
import { nodesOf } from '../../program/nodes-of.ts';
import type { Program } from '../../program/program.ts';
import { harmlessJson, oneLine } from '../../text/printable.ts';
import { renderLine, type Style } from '../../text/styled-line.ts';
import { isTaskFile } from '../../model/is-task-file.ts';
import {
  checkRunbooks,
  readRunbook,
  type CheckedRunbook,
  type CheckOptions,
  type ReadRunbook,
} from './check-runbook.ts';
import { diagnosticToJson, locationToJson } from './diagnostic-to-json.ts';
import { fixRunbook, type Mended } from './fix-runbook.ts';
import type { Environment } from '../environment.ts';
import { readGivenRunbooks, type GivenRunbooks } from './given-runbooks.ts';
import {
  findRunbook,
  kindOf,
  otherJsonIn,
  runbooksIn,
  shownPath,
  type FoundRunbook,
} from '../find-runbook.ts';
import { allowOutsideOption, catalogOption } from '../options.ts';
import { coloursOf, pointToPages, writeDiagnostics } from '../write-diagnostics.ts';

/** `runbook validate`: everything that can be known of runbooks without running them. Exit 4 where there is an error. */
export function validateCommand(environment: Environment): Command {
  return new Command('validate')
    .description(
      'check runbooks: form, schema, expressions, variables, and that one branch of each choose runs',
    )
    .argument(
      '<runbook...>',
      'runbooks, or folders with runbooks; - is standard input, and a pipe is read, too',
    )
    .addOption(new Option('--format <format>', 'how to write it').choices(['text', 'json']).default('text'))
    .addOption(allowOutsideOption())
    .addOption(catalogOption())
    .option('--fix', 'mend what can be mended without knowing more, and write the files')
    .option('--powershell <path>', 'the PowerShell that parses scripts (also: RUNBOOK_POWERSHELL)')
    .action((names: readonly string[], { format, ...options }: ValidateFlags) =>
      validateRunbooks(names, format, environment, options),
    );
}

interface ValidateFlags extends CheckOptions {
  readonly format: 'text' | 'json';
  readonly fix?: boolean;
}

/** Checks the runbooks, and those in folders, and writes what is found. */
export async function validateRunbooks(
  names: readonly string[],
  format: 'text' | 'json',
  environment: Environment,
  { fix = false, ...options }: CheckOptions & Pick<ValidateFlags, 'fix'>,
): Promise<void> {
  const given = await readGivenRunbooks(names, environment);
  if (given) options = { ...options, fileSystem: given.fileSystem };
  const onDisk = names.filter((name) => !given?.of(name));
  const mended = fix ? await fixNamed(onDisk, environment, options) : new Map<string, Mended>();
  const read = names.flatMap((name) => {
    const named = runbooksNamed(name, environment, given);
    const all = named.found.map((each) => readNamed(each, environment, options));
    return named.inFolder ? withoutParts(all, environment) : all;
  });
  const runbooks = read.flatMap((each) => ('found' in each ? each : []));
  const checked = new Map(
    (await checkRunbooks(runbooks, environment, options)).map((each, index) => [runbooks[index], each]),
  );
  const validated = read.flatMap((each): Validated | [] => {
    if (!('found' in each)) return { shown: each.shown, ...nothingFound, diagnostics: [each.diagnostic] };
    const result = checked.get(each);
    return result ? { shown: each.shown, ...result } : [];
  });
  const written = validated.map((each) => ({ ...each, mended: mended.get(each.shown) }));
  if (format === 'json')
    environment.stdout.write(`${harmlessJson(JSON.stringify(written.map(toJson), null, 2))}\n`);
  else {
    for (const each of written) writeText(each, environment);
    writePassedOver(names, read, environment);
    const all = written.flatMap(({ mended, diagnostics }) => [...(mended?.problems ?? []), ...diagnostics]);
    pointToPages(all, environment, 'stdout');
  }
  if (written.some((each) => hasErrors(each.mended?.problems ?? []))) environment.exitCode = 4;
  if (validated.some(({ diagnostics }) => hasErrors(diagnostics))) environment.exitCode = 4;
}

/** By the names that messages have for the runbooks. A part of two runbooks is mended with the first. */
async function fixNamed(
  names: readonly string[],
  environment: Environment,
  options: CheckOptions,
): Promise<ReadonlyMap<string, Mended>> {
  const mended = new Map<string, Mended>();
  for (const named of names.flatMap((name) => runbooksNamed(name, environment).found)) {
    // What comes with the program is nobody's to change.
    if (!('path' in named) || named.shipped || isTaskFile(named.path)) continue;
    mended.set(named.shown, await fixRunbook(named, environment, options));
  }
  return mended;
}

type Named = FoundRunbook | { readonly name: string; readonly diagnostic: Diagnostic };

interface Validated extends CheckedRunbook {
  readonly shown: string;
  /** Present where mending was asked for. */
  readonly mended?: Mended | undefined;
}

type Read =
  | (ReadRunbook & { readonly shown: string })
  | { readonly shown: string; readonly diagnostic: Diagnostic; readonly parts: ReadonlySet<string> };

const nothingFound = {
  program: undefined,
  ignored: [],
  proofs: [],
  parts: new Set<string>(),
  unparsed: undefined,
};

interface NamedRunbooks {
  readonly found: readonly Named[];
  /** They are what lies in a folder: not all of it has to be a runbook. */
  readonly inFolder: boolean;
}

function runbooksNamed(name: string, environment: Environment, given?: GivenRunbooks): NamedRunbooks {
  const { currentDirectory } = environment;
  const read = given?.of(name);
  if (read) return alone(read);
  const folder = resolve(currentDirectory, name);
  if (kindOf(folder) !== 'folder') {
    const found = findRunbook(name, environment);
    return alone(isFound(found) ? found : { name, diagnostic: found.diagnostic });
  }
  const paths = runbooksIn(folder);
  if (paths.length > 0) {
    const found = paths.map((path) => ({ path, shown: shownPath(path, currentDirectory), shipped: false }));
    return { found, inFolder: true };
  }
  // A shipped runbook may have the name of the folder with its rehearsal.
  const found = findRunbook(name, environment);
  if (isFound(found)) return alone(found);
  const message = `there are no runbooks in the folder "${name}"`;
  const help = 'a runbook ends in .yml or .yaml; folders inside this one are not looked at';
  return alone({ name, diagnostic: { code: 'runbook-not-found', severity: 'error', message, help } });
}

function alone(named: Named): NamedRunbooks {
  return { found: [named], inFolder: false };
}

/** Files of a folder that are parts of its runbooks, or could be, are no runbooks themselves. */
function withoutParts(all: readonly Read[], { currentDirectory }: Environment): Read[] {
  const parts = new Set(all.flatMap((each) => [...each.parts]));
  return all.filter(({ shown }) => {
    const path = realpathSync(resolve(currentDirectory, shown));
    return !parts.has(path) && !isTaskFile(path);
  });
}

/** What lies in a folder and looks as if it could be a runbook, and is not checked. A part of one is. */
function writePassedOver(
  names: readonly string[],
  read: readonly Read[],
  { currentDirectory, stdout }: Environment,
): void {
  const parts = new Set(read.flatMap((each) => [...each.parts]));
  for (const path of names.flatMap((name) => otherJsonIn(resolve(currentDirectory, name)))) {
    if (parts.has(realpathSync(path))) continue;
    const shown = shownPath(path, currentDirectory);
    stdout.write(`${oneLine(`${shown}: not checked: its beginning has neither "tasks" nor "plays"`)}\n`);
  }
}

function isFound(search: ReturnType<typeof findRunbook>): search is FoundRunbook {
  return 'path' in search;
}

function readNamed(named: Named, environment: Environment, options: CheckOptions): Read {
  if ('path' in named) return { shown: named.shown, ...readRunbook(named, environment, options) };
  return { shown: named.name, diagnostic: named.diagnostic, parts: new Set() };
}

function writeText(
  { shown, program, diagnostics, ignored, proofs, mended }: Validated,
  environment: Environment,
): void {
  const { stdout } = environment;
  const write = (text: string, style: Style = 'plain') =>
    stdout.write(`${renderLine([{ text: oneLine(text), style }], coloursOf(environment, 'stdout'))}\n`);
  for (const { location, code, fix } of mended?.fixed ?? []) {
    if (location) write(`${positionText(location)}: fixed: ${fix?.title ?? ''} [${code}]`);
  }
  writeDiagnostics(mended?.problems ?? [], environment, 'stdout');
  writeDiagnostics(diagnostics, environment, 'stdout');
  if (hasErrors(diagnostics)) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    write(`${shown}: ${count(errors, 'error')}`, 'bad');
    return;
  }
  for (const { location, about, text } of proofs) {
    const { line } = lineAndColumn(location.file, location.range.start);
    write(`${location.file.path}:${line}: ${about}: ${text}`);
  }
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  const facts = [
    count(tasksIn(program), 'task'),
    count(program?.runbook.parameters.length ?? 0, 'parameter'),
    ...(warnings === 0 ? [] : [count(warnings, 'warning')]),
    ...(ignored.length === 0 ? [] : [`${ignored.length} ignored`]),
  ];
  write(`${shown}: valid (${facts.join(', ')})`, 'good');
}

/** Of a runbook, for `--format json`. */
const MOST_IN_JSON = 1000;

function toJson({ shown: file, program, diagnostics, ignored, proofs, mended }: Validated): object {
  const { shown, more } = mostImportant([...(mended?.problems ?? []), ...diagnostics], MOST_IN_JSON);
  return {
    file,
    valid: !hasErrors(diagnostics),
    name: program?.runbook.name ?? null,
    tasks: tasksIn(program),
    parameters: program?.runbook.parameters.map(({ name }) => name) ?? [],
    ...(mended && { fixed: mended.fixed.map(diagnosticToJson) }),
    diagnostics: shown.map(diagnosticToJson),
    ...(more > 0 && { moreDiagnostics: more }),
    ...(ignored.length > 0 && {
      ignored: ignored
        .slice(0, MOST_IN_JSON)
        .map(({ diagnostic, reason }) => ({ ...diagnosticToJson(diagnostic), reason })),
    }),
    proofs: proofs.map(({ location, about, text }) => ({ about, text, ...locationToJson(location) })),
  };
}

function tasksIn(program: Program | undefined): number {
  return program ? nodesOf(program).filter(({ kind }) => kind === 'task').length : 0;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
