import type { PowerShellAction } from '../model/action.ts';
import { nodesOf } from './nodes-of.ts';
import type { Program, ProgramTask } from './program.ts';

export interface ProgramScript {
  readonly node: ProgramTask;
  readonly action: PowerShellAction;
}

/** Every script of the program, in the order of its nodes. */
export function scriptsIn(program: Program): readonly ProgramScript[] {
  return nodesOf(program).flatMap((node) => {
    if (node.kind !== 'task') return [];
    const { action } = node.source;
    if (action.kind === 'reboot') return action.test ? [{ node, action: action.test }] : [];
    return action.kind === 'powershell' ? [{ node, action }] : [];
  });
}
