import type { ProgramInclude, ProgramTask } from '../program/program.ts';
import { scopeOf, type Around } from './around.ts';
import { attempted, type Attempt } from './attempt.ts';
import { settingOr } from './setting-or.ts';
import { thrownIn } from './thrown.ts';

/** A failure that `ignore_errors` lets pass. A session that was lost, or that cannot be had, is nothing to ignore, nor is the overrun of a window. */
export function withIgnored(attempt: Attempt, node: ProgramTask | ProgramInclude, around: Around): Attempt {
  const { status, reason, help, result, attempts, facts, inDoubt, timedOut, thrown, held, job } = attempt;
  if (status !== 'failed' || held !== undefined || thrown === 'lost' || thrown === 'unopened') return attempt;
  const rest = { help, facts, inDoubt, timedOut, thrown, job };
  try {
    if (!settingOr(node.ignoreErrors, scopeOf(node, around), false)) return attempt;
    return attempted('ignored', reason, result, attempts, rest);
  } catch (error) {
    const why = `${reason}\nand whether to ignore that cannot be told:\n${thrownIn(error).reason}`;
    return attempted('failed', why, result, attempts, rest);
  }
}
