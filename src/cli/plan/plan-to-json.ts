import { originText } from '../../parameters/given-value.ts';
import type { Decision } from '../../plan/decision.ts';
import type { Plan, PlannedNode, PlannedWindow } from '../../plan/plan.ts';
import { timelineOf } from '../../plan/timeline.ts';
import type { PlannedHost } from './planned-host.ts';
import { toJson } from '../../values/json.ts';

/** A plan as `--format json` writes it. Secrets stay hidden. */
export function planToJson(plan: Plan, file: string, where?: PlannedHost): object {
  const { runbook, parameters, questions, windows, checkMode, start } = plan;
  return {
    file,
    name: runbook.name ?? null,
    checkMode,
    ...where,
    ...(start ? { startAt: { name: start.name, leftOut: start.leftOut } } : {}),
    parameters: runbook.parameters.map(({ name }) => {
      const value = parameters.values.get(name);
      const origin = parameters.origins.get(name);
      if (value === undefined || !origin) return { name, given: false, open: parameters.open.has(name) };
      return { name, given: true, value: toJson(value), origin: originText(origin) };
    }),
    plays: plan.outline.map((node) => nodeToJson(node, plan)),
    windows: windows.map(windowToJson),
    questions,
  };
}

/** Durations are milliseconds, times in the timeline from the window's beginning. */
function windowToJson(window: PlannedWindow): object {
  const { id, name, limit = null, warnAfter = null, onOverrun, reserve = null, earlierRuns } = window;
  const { steps, takes, pointOfNoReturn } = timelineOf(window);
  return {
    id,
    name,
    limit,
    warnAfter,
    onOverrun,
    reserve,
    takes,
    earlierRuns,
    timeline: steps,
    pointOfNoReturn: pointOfNoReturn
      ? { at: pointOfNoReturn.at, step: pointOfNoReturn.step?.id ?? null }
      : null,
  };
}

function nodeToJson({ id, name, kind, children }: PlannedNode, plan: Plan): object {
  return {
    id,
    name,
    kind,
    ...decisionToJson(id, plan),
    ...(children.length === 0 ? {} : { children: children.map((child) => nodeToJson(child, plan)) }),
  };
}

/** The condition that is false. */
function becauseOf({ condition, is }: Decision & { readonly kind: 'skipped' }): string {
  const text = condition.source.text.trim();
  return is ? `not (${text})` : text;
}

function decisionToJson(id: string, plan: Plan): object {
  const decision = plan.decision(id);
  switch (decision?.kind) {
    case 'skipped':
      return { decision: 'skipped', because: becauseOf(decision) };
    case 'depends':
      return { decision: 'depends', on: decision.on };
    case 'fails':
      return { decision: 'fails', message: decision.diagnostic.message };
    case 'runs':
      return { decision: 'runs' };
    case undefined:
      return {};
  }
}
