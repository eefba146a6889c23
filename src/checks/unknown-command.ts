import { commandName, commandUses } from '../program/command-uses.ts';
import type { Check } from './check.ts';
import { commandMistake } from './command-mistake.ts';
import { commandsOf } from './commands-of.ts';

/** A command that the session does not have, as far as catalogs can tell. */
export const unknownCommand: Check = {
  name: 'unknown-command',
  sees: 'commands',
  description: 'Commands exist, in the PowerShell and the modules of the session',
  run(subject, { report }) {
    const told = new Set<string>();
    for (const { action } of commandUses(subject.program)) {
      const lookup = commandsOf(subject).find(action.name, action.module);
      const mistake = commandMistake(lookup, action, subject);
      if (!mistake) continue;
      // A command that nobody knows is told of once, not at each of its uses.
      const key = commandName(action).toLowerCase();
      if (mistake.severity === 'information' && told.has(key)) continue;
      told.add(key);
      report(mistake);
    }
  },
};
