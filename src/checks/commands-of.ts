import { knownCommands, type KnownCommands } from '../catalog/index.ts';
import { sessionNeeds } from '../model/session-needs.ts';
import type { CheckSubject } from './check.ts';

/** What the catalogs know of the commands of the runbook's session. */
export function commandsOf(subject: CheckSubject): KnownCommands {
  const before = known.get(subject);
  if (before) return before;
  const { edition, modules } = sessionNeeds(subject.program.runbook);
  const commands = knownCommands({ edition, modules, catalogs: subject.catalogs ?? [] });
  known.set(subject, commands);
  return commands;
}

/** Several checks ask for the same. */
const known = new WeakMap<CheckSubject, KnownCommands>();
