import { sessionNeeds } from '../../model/session-needs.ts';
import type { Program } from '../../program/program.ts';
import { scriptsIn } from '../../program/scripts-in.ts';
import type { Environment } from '../environment.ts';
import type { ParsedScripts, Parser } from './parsed-scripts.ts';

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
