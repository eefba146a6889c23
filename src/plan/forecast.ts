import { noTime, together, type Takes } from './takes.ts';
import type { TimedNode } from './timed-node.ts';

/** Of one task: how long it takes, and how long what comes after it in its window. */
export interface Step {
  readonly once: Takes;
  readonly takes: Takes;
  readonly after: Takes;
  /** What it is only a part of: then `after` is what comes in there. */
  readonly within: Whole | undefined;
}

/** What is one step, whatever is inside of it. */
export interface Whole {
  readonly id: string;
  readonly takes: Takes;
  readonly after: Takes;
}

/** The tasks of a window by their ids. */
export function stepsOf(window: TimedNode): ReadonlyMap<string, Step> {
  const steps = new Map<string, Step>();
  const visit = (node: TimedNode, after: Takes, within: Whole | undefined): void => {
    const { id, takes, once, kind } = node;
    const whole = within ?? (node.isWhole ? { id, takes, after } : undefined);
    let rest = whole && !within ? noTime : after;
    if (kind === 'task') {
      // A handler may be flushed in several places: of the last one it is not said that more comes than does.
      if (!steps.has(id)) steps.set(id, { once, takes, after: rest, within: whole });
      return;
    }
    for (const child of node.children.toReversed()) {
      visit(child, rest, whole);
      if (kind === 'block') rest = together(rest, child.takes);
    }
  };
  visit(window, noTime, undefined);
  return steps;
}

/** What is left of a window when a task is about to begin. `elapsed`: how long the whole that it is a part of has gone on. */
export function restAt({ takes, after, within }: Step, elapsed: number): Takes {
  const own = together(takes, after);
  if (!within) return own;
  const { usual, most, unknown } = within.takes;
  // What has taken longer than it should is not over for that.
  const left = (whole: number) => Math.max(whole - elapsed, 0);
  return together({ usual: left(usual), most: left(most), unknown }, within.after);
}
