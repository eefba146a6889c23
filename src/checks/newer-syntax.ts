import { sessionNeeds } from '../model/session-needs.ts';
import type { Check } from './check.ts';
import { rightScripts } from './parsed-scripts.ts';

/** What PowerShell 7 accepts, and the Windows PowerShell that the runbook asks for does not. */
export const newerSyntax: Check = {
  name: 'newer-syntax',
  sees: 'itself',
  description: 'Scripts for Windows PowerShell have no syntax that came later',
  run(subject, { report }) {
    if (sessionNeeds(subject.program.runbook).edition !== 'desktop') return;
    for (const { facts, at } of rightScripts(subject)) {
      for (const { what, meansSomethingElse, ...place } of facts.newer) {
        report({
          code: 'newer-syntax',
          severity: meansSomethingElse ? 'warning' : 'error',
          message: meansSomethingElse
            ? `Windows PowerShell does not know ${what}, and takes it for plain letters`
            : `Windows PowerShell does not have ${what}`,
          location: at(place),
          help: 'write it in the older way; where the script may run in PowerShell 7, ask for `session: { edition: core }`',
        });
      }
    }
  },
};
