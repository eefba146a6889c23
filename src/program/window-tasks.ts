import { fingerprintOf } from './fingerprint.ts';
import { nodesOf } from './nodes-of.ts';
import type { Program } from './program.ts';
import { visitNodes } from './walk.ts';

/**
 * The tasks inside of windows, by their ids, with the keys by which they are known in other runs: what a task says, and which of those that say the same it is. So a task
 * that was changed is another one, and one that was only moved is not.
 */
export function windowTasks(program: Program): ReadonlyMap<string, string> {
  const before = known.get(program);
  if (before) return before;
  const keys = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const block of nodesOf(program)) {
    if (block.kind !== 'block' || !block.source.window) continue;
    visitNodes([block], undefined, (node) => {
      if (node.kind === 'task' && !keys.has(node.id)) {
        const fingerprint = fingerprintOf(node).slice(0, DIGITS);
        const count = (counts.get(fingerprint) ?? 0) + 1;
        counts.set(fingerprint, count);
        keys.set(node.id, `${fingerprint}.${count}`);
      }
      return { down: undefined };
    });
  }
  known.set(program, keys);
  return keys;
}

const known = new WeakMap<Program, ReadonlyMap<string, string>>();

/** Of a fingerprint: enough for the tasks of one runbook. */
const DIGITS = 24;
