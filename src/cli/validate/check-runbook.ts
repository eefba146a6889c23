import { runChecks } from '../../checks/run-checks.ts';
import type { Check, CheckSubject, Proof } from '../../checks/check.ts';
import { sortDiagnostics, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { applyIgnores, type Ignore, type Ignored } from '../../diagnostics/ignore.ts';
import { nameOddCharacters } from '../../diagnostics/name-odd-characters.ts';
import { nameUses, type SharedPart } from '../../diagnostics/name-uses.ts';
import { fileSystemIn, type FileSystem } from '../../document/file-system.ts';
import type { Parse } from '../../document/parse-once.ts';
import { loadRunbook } from '../../model/load-runbook.ts';
import { lowerRunbook } from '../../program/lower.ts';
import type { Program } from '../../program/program.ts';
import { scriptsIn } from '../../program/scripts-in.ts';
import type { Environment } from '../environment.ts';
import type { FoundRunbook } from '../find-runbook.ts';
import { catalogsOf, readCatalogs, type ReadCatalogs } from '../catalog/read-catalogs.ts';
import { findRehearsal } from '../../rehearsal/rehearsal.ts';
import type { ParsedScripts, Parser } from './parsed-scripts.ts';
import { findParser, parseScriptsOf } from './script-parser.ts';

export interface CheckedRunbook {
  /** Missing where its form is wrong; there where only checks found something. */
  readonly program: Program | undefined;
  /** Sorted by position. */
  readonly diagnostics: readonly Diagnostic[];
  /** What comments have left out of them. */
  readonly ignored: readonly Ignored[];
  readonly proofs: readonly Proof[];
  /** The files that are parts of it and no runbooks of their own, by their real paths. */
  readonly parts: ReadonlySet<string>;
  /** What is known of its scripts; missing where nobody has parsed them. */
  readonly scripts: CheckSubject['scripts'];
  /** What is to be checked once more, because its scripts wait for a PowerShell that parses them; missing where none does. */
  readonly unparsed: CheckSubject | undefined;
}

export interface CheckOptions {
  /** Files outside of the runbook's folder may be read (`--allow-outside`). */
  readonly allowOutside?: boolean | undefined;
  /** What the files are read from. Default: the disk. */
  readonly fileSystem?: FileSystem | undefined;
  /** What makes documents of the files that runbooks take in: one for several runbooks parses each once. Default: each runbook for itself. */
  readonly parse?: Parse | undefined;
  /** Catalogs of commands besides the shipped ones, by their paths (`--catalog`). */
  readonly catalog?: readonly string[] | undefined;
  /** The PowerShell to use (`--powershell`). */
  readonly powershell?: string | undefined;
  /** Who parses scripts; null: nobody. Default: a PowerShell that is there; none is installed. */
  readonly parser?: Parser | null | undefined;
  /** What is known of the scripts already: then nobody parses them. */
  readonly scripts?: ParsedScripts | undefined;
  /** The static checks. Default: all of them. */
  readonly checks?: readonly Check[] | undefined;
  /** The scenarios of its rehearsal are checked, too. Default: false. */
  readonly scenarios?: boolean | undefined;
}

/** A runbook whose form has been looked at. */
export interface ReadRunbook {
  readonly found: FoundRunbook;
  /** Missing where nothing could be made of the text; what was wrong in it is missing in the program. */
  readonly draft: Program | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly ignores: readonly Ignore[];
  readonly shared: readonly SharedPart[];
  readonly parts: ReadonlySet<string>;
}

/** Everything that can be said of a runbook before its parameters are known: form, schema, expressions, scripts, static checks. */
export async function checkRunbook(
  found: FoundRunbook,
  environment: Pick<Environment, 'currentDirectory' | 'variables'>,
  options: CheckOptions = {},
): Promise<CheckedRunbook> {
  const [checked] = await checkRunbooks([readRunbook(found, environment, options)], environment, options);
  if (!checked) throw new TypeError('a runbook was checked, and nothing came of it');
  return checked;
}

export function readRunbook(
  found: FoundRunbook,
  { currentDirectory }: Pick<Environment, 'currentDirectory'>,
  { allowOutside = false, fileSystem = fileSystemIn(currentDirectory), parse }: CheckOptions,
): ReadRunbook {
  const { draft, diagnostics, ignores, shared, parts } = loadRunbook(found.shown, {
    fileSystem,
    allowOutside,
    ...(parse && { parse }),
  });
  return { found, draft: draft && lowerRunbook(draft), diagnostics, ignores, shared, parts };
}

/** The checks of several runbooks: one PowerShell parses the scripts of them all. */
export async function checkRunbooks(
  runbooks: readonly ReadRunbook[],
  environment: Pick<Environment, 'variables' | 'currentDirectory'>,
  { parser, powershell, catalog, scripts: known, ...options }: CheckOptions,
): Promise<CheckedRunbook[]> {
  const programs = runbooks.flatMap(({ draft }) => draft ?? []);
  const findOne =
    parser === undefined ? () => findParser(powershell, environment) : () => Promise.resolve(parser);
  const scripts = known ?? (await parseScriptsOf(programs, environment, findOne));
  const given = await readCatalogs(catalog, environment);
  const results: CheckedRunbook[] = [];
  for (const read of runbooks) results.push(await checked(read, scripts, given, options));
  return results;
}

async function checked(
  { found, draft, diagnostics, ignores, shared, parts }: ReadRunbook,
  scripts: ParsedScripts,
  given: ReadCatalogs,
  { checks, scenarios, allowOutside = false }: CheckOptions,
): Promise<CheckedRunbook> {
  if (!draft) {
    const unread = { program: undefined, scripts: undefined, unparsed: undefined };
    return { ...unread, diagnostics, ignored: [], proofs: [], parts };
  }
  const note = 'unparsed' in scripts ? notParsed(draft, scripts.unparsed) : undefined;
  const own = catalogsOf(draft.runbook);
  const program = draft.runbook.gaps ? undefined : draft;
  const rehearsal = findRehearsal(found);
  // Loaded only here: few runbooks have any.
  const { checkScenarios } = scenarios && rehearsal ? await import('../../rehearsal/check-scenarios.ts') : {};
  const ofScenarios = rehearsal && checkScenarios?.(rehearsal, program, allowOutside).diagnostics;
  const subject: CheckSubject = {
    program: draft,
    hasRehearsal: rehearsal !== undefined,
    scripts: 'facts' in scripts ? scripts.facts : undefined,
    catalogs: [...given.catalogs, ...own.catalogs],
  };
  const result = runChecks(subject, checks);
  const all = sortDiagnostics(
    nameOddCharacters([
      ...given.diagnostics,
      ...own.diagnostics,
      ...diagnostics,
      ...result.diagnostics,
      ...(ofScenarios ?? []),
      ...(note ? [note] : []),
    ]),
  );
  return {
    program,
    ...applyIgnores(nameUses(all, shared), ignores, note === undefined),
    proofs: result.proofs,
    parts,
    scripts: subject.scripts,
    unparsed: note && subject,
  };
}

function notParsed(program: Program, why: string): Diagnostic | undefined {
  const scripts = scriptsIn(program);
  const [first] = scripts;
  if (!first) return undefined;
  const what = scripts.length === 1 ? 'the script was' : `the ${scripts.length} scripts from here on were`;
  return {
    code: 'scripts-not-parsed',
    severity: 'information',
    message: `${what} not parsed: ${why}`,
    location: first.action.location,
    help: 'install PowerShell 7 (https://aka.ms/powershell), or have `runbook doctor --install` get one; `apply` parses scripts before the first task',
  };
}
