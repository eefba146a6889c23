import type { CmdletAction } from '../model/action.ts';
import { nodesOf } from './nodes-of.ts';
import type { Program, ProgramTask } from './program.ts';

/** A call of a command, by a task or by its probe. */
export interface CommandUse {
  readonly task: ProgramTask;
  readonly action: CmdletAction;
}

/** What the program calls by name, in the runbook's order. */
export function commandUses(program: Program): readonly CommandUse[] {
  return nodesOf(program).flatMap((node): CommandUse[] => {
    if (node.kind !== 'task') return [];
    const { action, probes } = node.source;
    const calls = [...probes.flatMap((probe) => (probe.kind === 'call' ? probe.action : [])), action];
    return calls.flatMap((each) => (each.kind === 'cmdlet' ? [{ task: node, action: each }] : []));
  });
}

/** The command's name as it is written, with its module where that stands before it. */
export function commandName({ name, module }: Pick<CmdletAction, 'name' | 'module'>): string {
  return module === undefined ? name : `${module}\\${name}`;
}

/** The places of a call's arguments, in their order. */
export function argumentPlaces({ parameters }: CmdletAction) {
  return parameters.map(({ nameLocation, value }) => ({ name: nameLocation, value: value.location }));
}
