import { Command } from 'commander';
import { operatorPage } from '../../outline/operator-page.ts';
import { findRehearsal } from '../../rehearsal/rehearsal.ts';
import { loadScenario } from '../../rehearsal/scenario.ts';
import { checkedOrRefused } from '../checked-or-refused.ts';
import type { Environment } from '../environment.ts';
import type { FoundRunbook } from '../find-runbook.ts';
import { knownNodes } from '../known-nodes.ts';
import { allowOutsideOption, catalogOption, type RunFlags } from '../options.ts';
import { writeOutput } from '../write-output.ts';

interface DocsFlags extends Pick<RunFlags, 'allowOutside' | 'catalog'> {
  readonly output?: string;
}

/** `runbook docs`: a page for the operator, in Markdown. Nothing is run, and no parameter is needed. Exit 4 where the runbook has mistakes. */
export function docsCommand(environment: Environment): Command {
  return new Command('docs')
    .description('write a page for the operator: parameters, steps, decisions, windows, undo, how to run it')
    .argument('<runbook>', 'a path, or the name of a runbook in ./runbooks or of a shipped one')
    .option('-o, --output <file>', 'write it to a file')
    .addOption(allowOutsideOption())
    .addOption(catalogOption())
    .action(async (name: string, { output, ...options }: DocsFlags) => {
      const checked = await checkedOrRefused(name, environment, options);
      if (!checked) return;
      const page = operatorPage(checked.program, {
        // A shipped one is found by its name from anywhere.
        file: checked.found.shipped ? name : checked.found.shown,
        scenarios: scenariosOf(checked.found, options.allowOutside),
        known: knownNodes(checked),
      });
      writeOutput(page, output, environment);
    });
}

function scenariosOf(found: FoundRunbook, allowOutside = false) {
  return findRehearsal(found)?.scenarios.flatMap((file) => loadScenario(file, allowOutside).scenario ?? []);
}
