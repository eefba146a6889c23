import type { EarlierRuns, EarlierTimes } from '../../src/plan/takes.ts';
import { nodesOf } from '../../src/program/nodes-of.ts';
import type { Program } from '../../src/program/program.ts';
import { windowTasks } from '../../src/program/window-tasks.ts';

/** What earlier runs say of tasks, by their names, in minutes. */
export function earlierRuns(
  times: Readonly<Record<string, Partial<EarlierTimes>>>,
): (program: Program) => EarlierRuns {
  return (program) => {
    const keys = windowTasks(program);
    return new Map(
      nodesOf(program).flatMap(({ id, source }) => {
        const found = times[source.name?.source.text ?? ''];
        const key = keys.get(id)?.key;
        if (!found || key === undefined) return [];
        const once = found.once;
        return [[key, { count: 3, once, inAll: once ?? { usual: 0, most: 0 }, ...found }]];
      }),
    );
  };
}

/** A task that took so many minutes as a rule, and at most. */
export const took = (usual: number, most = usual): Partial<EarlierTimes> => ({
  once: { usual: usual * 60_000, most: most * 60_000 },
});
