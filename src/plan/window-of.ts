import type { ProgramBlock } from '../program/program.ts';
import { stepsOf, type Step } from './forecast.ts';
import { knownScope } from './known-scope.ts';
import { knownSetting } from './known-setting.ts';
import type { PlannedWindow } from './plan.ts';
import { timedNode, type TimedBy } from './timed-node.ts';

/** A block's window with its limits, where they are known, and with what is done in it. */
export function windowOf(block: ProgramBlock, name: string, by: TimedBy): PlannedWindow | undefined {
  const { id, source, layers, loops } = block;
  const { window } = source;
  if (!window) return undefined;
  const known = knownScope(by.variables, layers, loops);
  const timed = timedNode(block, by);
  const steps = timed ? stepsOf(timed) : noSteps;
  const counts = Array.from(
    steps.keys(),
    (task) => by.earlier.get(by.tasks.get(task)?.key ?? '')?.count ?? 0,
  );
  return {
    id,
    name,
    limit: knownSetting(window.limit, known),
    warnAfter: knownSetting(window.warnAfter, known),
    onOverrun: window.onOverrun,
    reserve: knownSetting(window.reserve, known),
    timed,
    steps,
    earlierRuns: Math.max(0, ...counts),
  };
}

const noSteps: ReadonlyMap<string, Step> = new Map();
