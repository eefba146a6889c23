import { fingerprintOf } from './fingerprint.ts';
import { flushedHandlers } from './flushed-handlers.ts';
import { nodesOf } from './nodes-of.ts';
import type { Program, ProgramNode } from './program.ts';
import { visitNodes } from './walk.ts';

/** A task inside of a window. */
export interface WindowTask {
  /**
   * By which it is known in other runs: what it says, and which of those that say the same it is. So a task that was changed is another one, and one that was only moved is not.
   */
  readonly key: string;
  /** The ids of the blocks in whose windows it is. */
  readonly windows: readonly string[];
  /** Of a handler that may run in a flush there; where nothing has notified it, it has taken no time. */
  readonly isHandler?: true;
}

/** The tasks inside of windows, those of handlers that may be flushed there among them, by their ids. */
export function windowTasks(program: Program): ReadonlyMap<string, WindowTask> {
  const before = known.get(program);
  if (before) return before;
  const tasks = new Map<string, WindowTask>();
  const counts = new Map<string, number>();
  for (const block of nodesOf(program)) {
    if (block.kind !== 'block' || !block.source.window) continue;
    const add = (node: ProgramNode, isHandler: boolean) => {
      if (node.kind !== 'task') return;
      const other = tasks.get(node.id);
      if (other) {
        if (!other.windows.includes(block.id))
          tasks.set(node.id, { ...other, windows: [...other.windows, block.id] });
        return;
      }
      const fingerprint = fingerprintOf(node).slice(0, DIGITS);
      const count = (counts.get(fingerprint) ?? 0) + 1;
      counts.set(fingerprint, count);
      tasks.set(node.id, {
        key: `${fingerprint}.${count}`,
        windows: [block.id],
        ...(isHandler ? { isHandler } : {}),
      });
    };
    visitNodes([block], undefined, (node) => {
      add(node, false);
      for (const handler of flushedHandlers(program).get(node.id) ?? []) {
        visitNodes([handler.node], undefined, (inside) => {
          add(inside, true);
          return within;
        });
      }
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
