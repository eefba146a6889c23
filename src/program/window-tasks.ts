import { fingerprintOf } from './fingerprint.ts';
import { nodesOf } from './nodes-of.ts';
import type { Program } from './program.ts';
import { visitNodes } from './walk.ts';

/** A task inside of a window. */
export interface WindowTask {
  /**
   * By which it is known in other runs: what it says, and which of those that say the same it is. So a task that was changed is another one, and one that was only moved is not.
   */
  readonly key: string;
  /** The ids of the blocks in whose windows it is. */
  readonly windows: readonly string[];
}

/** The tasks inside of windows, by their ids. */
export function windowTasks(program: Program): ReadonlyMap<string, WindowTask> {
  const before = known.get(program);
  if (before) return before;
  const tasks = new Map<string, WindowTask>();
  const counts = new Map<string, number>();
  for (const block of nodesOf(program)) {
    if (block.kind !== 'block' || !block.source.window) continue;
    visitNodes([block], undefined, (node) => {
      if (node.kind !== 'task') return within;
      const other = tasks.get(node.id);
      if (other) {
        tasks.set(node.id, { ...other, windows: [...other.windows, block.id] });
        return within;
      }
      const fingerprint = fingerprintOf(node).slice(0, DIGITS);
      const count = (counts.get(fingerprint) ?? 0) + 1;
      counts.set(fingerprint, count);
      tasks.set(node.id, { key: `${fingerprint}.${count}`, windows: [block.id] });
      return within;
    });
  }
  known.set(program, tasks);
  return tasks;
}

const known = new WeakMap<Program, ReadonlyMap<string, WindowTask>>();

const within = { down: undefined };

/** Of a fingerprint: enough for the tasks of one runbook. */
const DIGITS = 24;
