import { knownCommands, type KnownCommands } from '../catalog/index.ts';
import type { CmdletAction } from '../model/action.ts';
import { sessionNeeds } from '../model/session-needs.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { ProgramTask } from '../program/program.ts';
import type { CheckSubject } from './check.ts';

/** A call of a command, by a task or by its probe. */
export interface CommandUse {
  readonly task: ProgramTask;
  readonly action: CmdletAction;
}

/** What the program calls by name, in the runbook's order. */
export function commandUses({ program }: CheckSubject): readonly CommandUse[] {
  return nodesOf(program).flatMap((node): CommandUse[] => {
    if (node.kind !== 'task') return [];
    const { action, probes } = node.source;
    const calls = [...probes.flatMap((probe) => (probe.kind === 'call' ? probe.action : [])), action];
    return calls.flatMap((each) => (each.kind === 'cmdlet' ? [{ task: node, action: each }] : []));
  });
}

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
