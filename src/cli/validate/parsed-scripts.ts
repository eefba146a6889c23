import type { PowerShellProgram } from '../../session/find/powershell-program.ts';
import type { AskParser } from '../../session/session.ts';
import type { ScriptFacts } from '../../values/script-facts.ts';

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
