import type { Check } from './check.ts';
import { rightScripts } from './parsed-scripts.ts';

/** A script that may reach the machine past the commands, which a rehearsal holds back: then its task fails. */
export const dotnetInScript: Check = {
  name: 'dotnet-in-script',
  sees: 'itself',
  description: 'Scripts of a runbook with a rehearsal call commands, not .NET',
  run(subject, { report }) {
    if (!subject.hasRehearsal) return;
    for (const { facts, at } of rightScripts(subject)) {
      const [first, ...more] = facts.heldBack;
      if (!first) continue;
      const others = more.length === 0 ? '' : `, and ${more.length} more below`;
      report({
        code: 'dotnet-in-script',
        severity: 'information',
        message: `a rehearsal holds this back${others}: it may reach further than values`,
        location: at(first),
        help: 'call a command instead, which a rehearsal can stand in for',
      });
    }
  },
};
