import { locate, type Location } from '../diagnostics/source.ts';
import type { PowerShellAction } from '../model/action.ts';
import { scriptsIn } from '../program/scripts-in.ts';
import type { ScriptFacts, ScriptPlace } from '../values/script-facts.ts';
import type { CheckSubject } from './check.ts';

export interface ParsedScript {
  readonly action: PowerShellAction;
  readonly facts: ScriptFacts;
  /** A place of the script, in the runbook or in the script's file. */
  readonly at: (place: ScriptPlace) => Location;
}

/** The scripts that PowerShell's parser has said something of, those with mistakes included. */
export function parsedScripts({
  program,
  scripts,
}: Pick<CheckSubject, 'program' | 'scripts'>): readonly ParsedScript[] {
  if (!scripts) return [];
  return scriptsIn(program).flatMap(({ action }) => {
    const facts = scripts.get(action.script);
    if (!facts) return [];
    // Behind the last line begins what is not the script any more.
    const last = action.script.trimEnd().length;
    const at = ({ start, end }: ScriptPlace): Location =>
      locate(action.source, Math.min(start, last), Math.min(end, last));
    return [{ action, facts, at }];
  });
}

/** Those that the parser accepts: what it makes of the others is not what their writer meant. */
export function rightScripts(subject: Pick<CheckSubject, 'program' | 'scripts'>): readonly ParsedScript[] {
  return parsedScripts(subject).filter(({ facts }) => facts.mistakes.length === 0);
}
