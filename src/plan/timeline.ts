import type { PlannedWindow } from './plan.ts';
import { noTime, together, type Takes } from './takes.ts';
import type { TimedNode } from './timed-node.ts';

/** How a window will go, as far as that is known before the run. Times are milliseconds from its beginning. */
export interface Timeline {
  readonly steps: readonly TimelineStep[];
  /** All of them together. */
  readonly takes: Takes;
  /** Missing where the limit is not known. */
  readonly pointOfNoReturn: PointOfNoReturn | undefined;
}

export interface TimelineStep {
  readonly id: string;
  readonly name: string;
  /** When it begins as a rule. */
  readonly at: number;
  readonly takes: Takes;
  /** Whether it runs depends on what happens. */
  readonly perhaps: boolean;
  /** Of how many branches this is the one that takes longest; missing where it is no choice. */
  readonly branches?: number;
}

/** From then on what was done can no longer be undone within the limit. */
export interface PointOfNoReturn {
  readonly at: number;
  /** The step in which it comes as a rule; missing where all is over by then. */
  readonly step: TimelineStep | undefined;
}

export function timelineOf({ timed, limit, reserve = 0 }: PlannedWindow): Timeline {
  const steps: TimelineStep[] = [];
  let takes = noTime;
  for (const { node, perhaps } of timed ? stepsIn(timed, false) : []) {
    const { id, name, kind, children } = node;
    const branches = kind === 'choice' && children.length > 1 ? { branches: children.length } : {};
    steps.push({ id, name, at: takes.usual, takes: node.takes, perhaps, ...branches });
    takes = together(takes, node.takes);
  }
  if (limit === undefined) return { steps, takes, pointOfNoReturn: undefined };
  const at = Math.max(0, limit - reserve);
  const step = steps.find((each) => each.at + each.takes.usual > at);
  return { steps, takes, pointOfNoReturn: { at, step } };
}

/** What is one step by itself: a task, a block of which only the whole is known, a choice that is not decided. */
function stepsIn(
  node: TimedNode,
  perhapsAround: boolean,
): readonly { readonly node: TimedNode; readonly perhaps: boolean }[] {
  const { kind, isWhole, children } = node;
  const perhaps = perhapsAround || node.perhaps;
  const isStep = kind === 'task' || isWhole || (kind === 'choice' && children.length > 1);
  return isStep ? [{ node, perhaps }] : children.flatMap((child) => stepsIn(child, perhaps));
}
