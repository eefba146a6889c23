import { sessionNeeds } from '../../model/session-needs.ts';
import type { Program } from '../../program/program.ts';
import { scriptsIn } from '../../program/scripts-in.ts';
import type { PowerShellProgram } from '../../session/find/powershell-program.ts';
import type { AskParser } from '../../session/session.ts';
import type { ScriptFacts } from '../../values/script-facts.ts';
import type { Environment } from '../environment.ts';

/** What is known of the scripts of runbooks. */
export type ParsedScripts =
  | { readonly facts: ReadonlyMap<string, ScriptFacts> }
  /** Why nobody has parsed them. */
  | { readonly unparsed: string };

/** A PowerShell that parses, and its process where one is there anyway. */
export interface Parser {
  readonly powershell: PowerShellProgram;
  readonly ask?: AskParser;
}

const NO_SCRIPTS: ParsedScripts = { facts: new Map() };

/** Has the scripts of runbooks parsed, all in one process; with what is known from before, or without scripts, in none. Nothing is installed for that. */
export async function parseScriptsOf(
  programs: readonly Program[],
  { variables }: Pick<Environment, 'variables'>,
  findOne: () => Promise<Parser | null | undefined>,
): Promise<ParsedScripts> {
  const withScripts = programs
    .map((program) => ({ program, scripts: scriptsIn(program).map(({ action }) => action.script) }))
    .filter(({ scripts }) => scripts.length > 0);
  if (withScripts.length === 0) return NO_SCRIPTS;
  const found = await findOne();
  if (!found) return { unparsed: 'there is no PowerShell here that could' };
  // What starts PowerShell is loaded where something is asked of it.
  const { isWindowsPowerShell, parse } = await import('./parse-in-powershell.ts');
  // To Windows PowerShell all that is newer is a mistake.
  const isWindows = isWindowsPowerShell(found.powershell);
  const scripts = withScripts
    .filter(({ program }) => sessionNeeds(program.runbook).edition !== 'core' || !isWindows)
    .flatMap((each) => each.scripts);
  return parse(scripts, found, variables);
}

/** PowerShell 7 knows most: it is asked first, whatever the runbook runs on. */
export async function findParser(
  explicit: string | undefined,
  environment: Pick<Environment, 'variables'>,
): Promise<Parser | undefined> {
  const { findOne } = await import('./parse-in-powershell.ts');
  return (await findOne('core', explicit, environment)) ?? (await findOne('desktop', explicit, environment));
}
