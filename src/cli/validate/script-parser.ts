import { basename } from 'node:path';
import { sessionNeeds } from '../../model/session-needs.ts';
import type { Program } from '../../program/program.ts';
import { scriptsIn } from '../../program/scripts-in.ts';
import { findPowerShell } from '../../session/find/find-powershell.ts';
import { programText, type PowerShellProgram } from '../../session/find/powershell-program.ts';
import { parseScripts } from '../../session/parse-scripts.ts';
import { SessionLost, SessionUnavailable, type AskParser } from '../../session/session.ts';
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
  // To Windows PowerShell all that is newer is a mistake.
  const scripts = withScripts
    .filter(
      ({ program }) =>
        sessionNeeds(program.runbook).edition !== 'core' || !isWindowsPowerShell(found.powershell),
    )
    .flatMap((each) => each.scripts);
  try {
    return { facts: await parseScripts(scripts, { ...found, environment: variables }) };
  } catch (error) {
    if (!(error instanceof SessionLost || error instanceof SessionUnavailable)) throw error;
    return { unparsed: error.message };
  }
}

/** PowerShell 7 knows most: it is asked first, whatever the runbook runs on. */
export async function findParser(
  explicit: string | undefined,
  { variables }: Pick<Environment, 'variables'>,
): Promise<Parser | undefined> {
  for (const edition of ['core', 'desktop'] as const) {
    const found = await findPowerShell({
      explicit,
      environment: variables,
      edition,
      rehearsal: true,
      install: false,
      onProgress: () => undefined,
    });
    if ('powershell' in found) return { powershell: found.powershell };
  }
  return undefined;
}

function isWindowsPowerShell(powershell: PowerShellProgram): boolean {
  return /^powershell(\.exe)?$/i.test(basename(programText(powershell).replaceAll('\\', '/')));
}
