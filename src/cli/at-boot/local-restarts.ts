import type { Plan } from '../../plan/plan.ts';
import { nodesOf } from '../../program/nodes-of.ts';
import type { ProgramNode, ProgramTask } from '../../program/program.ts';

/** A task that restarts the machine of its session, as the plan has it. */
export interface PlannedRestart {
  readonly task: ProgramTask;
  /** Whether it is sure to restart it where the run gets that far. */
  readonly isSure: boolean;
  /** Where in the program it stands, and what may come again behind it: the place of the outermost loop around it, else its own. */
  readonly from: number;
}

/** The tasks with `reboot` that may run, in their order. Check mode restarts nothing. */
export function plannedRestarts(plan: Plan): readonly PlannedRestart[] {
  if (plan.checkMode) return [];
  const nodes = nodesOf(plan.program);
  return nodes.flatMap((node, place): PlannedRestart[] => {
    if (!isReboot(node) || !plan.selected(node.id)) return [];
    const decision = plan.decision(node.id)?.kind;
    if (decision === 'skipped' || decision === 'fails') return [];
    const looped = nodes.findIndex(
      ({ id, source }) => node.id.startsWith(`${id}/`) && 'loop' in source && source.loop !== undefined,
    );
    const { action } = node.source;
    const isSure =
      decision === 'runs' &&
      action.whenPending === undefined &&
      looped === -1 &&
      !/\/(?:rescue|undo)\//.test(node.id);
    return [{ task: node, isSure, from: looped === -1 ? place : looped }];
  });
}

function isReboot(node: ProgramNode): node is ProgramTask & {
  readonly source: { readonly action: { readonly kind: 'reboot'; readonly whenPending: unknown } };
} {
  return node.kind === 'task' && node.source.action.kind === 'reboot';
}
