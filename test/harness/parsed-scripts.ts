import { loadRunbook, type LoadOptions } from '../../src/model/load-runbook.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import { scriptsIn } from '../../src/program/scripts-in.ts';
import { parseScripts } from '../../src/session/parse-scripts.ts';
import type { ScriptFacts } from '../../src/values/script-facts.ts';
import { testPowerShell } from '../session/test-session.ts';

/** A runbook's text, and the files that it names. */
export interface RunbookText extends LoadOptions {
  readonly path: string;
  readonly text: string;
}

/** What PowerShell says of the scripts in runbooks: one process for them all, none where it was asked before. */
export async function parsedScriptsIn(
  runbooks: readonly RunbookText[],
): Promise<ReadonlyMap<string, ScriptFacts>> {
  const scripts = runbooks.flatMap(({ path, text, ...options }) => {
    const { runbook } = loadRunbook({ path, text }, options);
    return runbook ? scriptsIn(lowerRunbook(runbook)).map(({ action }) => action.script) : [];
  });
  if (scripts.length === 0) return new Map();
  return parseScripts(scripts, { powershell: await testPowerShell(), environment: process.env });
}
