import type { SessionSettings } from '../model/runbook.ts';
import { sessionNeeds } from '../model/session-needs.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import type { ScriptMistake } from '../values/script-facts.ts';
import type { Check } from './check.ts';
import { parsedScripts } from './parsed-scripts.ts';

/** What PowerShell's own parser does not accept: the script would fail when the run comes to it. */
export const scriptSyntax: Check = {
  name: 'script-syntax',
  sees: 'itself',
  description: "PowerShell's own parser accepts every script",
  run(subject, { report }) {
    const edition = sessionNeeds(subject.program.runbook).edition;
    for (const { facts, at } of parsedScripts(subject)) {
      for (const mistake of telling(facts.mistakes)) {
        const severity = severityOf(mistake, edition);
        if (!severity) continue;
        report({
          code: 'script-syntax',
          severity,
          message: `PowerShell does not accept this script: ${mistake.message.trim().replace(/\.$/, '')}`,
          location: at(mistake),
          ...(mistake.id === WORKFLOW && {
            help: 'workflows are for `session: { edition: desktop }`; PowerShell 7 has `ForEach-Object -Parallel`',
          }),
        });
      }
    }
  },
};

const WORKFLOW = 'WorkflowNotSupportedInPowerShellCore';

/** What depends on the modules of the machine that parses is not known to be a mistake where the script runs. */
const OF_THE_MACHINE: ReadonlySet<string> = new Set(['ModuleNotFoundDuringParse', 'TypeNotFound']);

function telling(mistakes: readonly ScriptMistake[]): readonly ScriptMistake[] {
  // The parser itself has failed: on a machine without DSC it does so at `configuration`.
  if (mistakes.some(({ id }) => id === 'ParserError')) return [];
  // All that follows a text without an end was read as if it stood outside, or inside, of one.
  const open = mistakes.find(({ id }) => id.startsWith('TerminatorExpectedAtEndOf'));
  if (open) return [open];
  const places = new Map<number, ScriptMistake>();
  for (const mistake of mistakes) {
    const before = places.get(mistake.start);
    // What is missing says more than what was not expected instead.
    if (!before || before.id === 'UnexpectedToken') places.set(mistake.start, mistake);
  }
  return [...places.values()];
}

function severityOf({ id }: ScriptMistake, edition: SessionSettings['edition']): Severity | undefined {
  if (OF_THE_MACHINE.has(id)) return undefined;
  if (id !== WORKFLOW || edition === 'core') return 'error';
  return edition === 'desktop' ? undefined : 'warning';
}
