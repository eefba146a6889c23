import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ProgramNode, ProgramTask } from '../program/program.ts';
import { walk, type SyncWalker } from '../program/walk.ts';
import type { Check } from './check.ts';
import { endsRun } from '../program/ends-run.ts';

/** What stands behind a task at which the way always ends: a `fail` or `meta: end_play` without a condition. */
export const unreachableTask: Check = {
  name: 'unreachable-task',
  sees: 'way',
  description: 'Nothing stands behind a task at which the way always ends',
  run({ program }, { report }) {
    for (const { nodes, handlers } of program.plays) {
      const top = walk(nodes, undefined, walker(report));
      sequence(nodes, top, report);
      for (const { node } of handlers) walk([node], undefined, walker(report));
    }
  },
};

/** How the way behind a node goes on: it ends at the task. */
type End = { readonly how: 'fails' | 'ends the play'; readonly task: ProgramTask } | undefined;
type Report = (diagnostic: Diagnostic) => void;

function walker(report: Report): SyncWalker<undefined, End> {
  return {
    enter: () => ({ down: undefined }),
    task(task) {
      const how = endsRun(task);
      return how && { how, task };
    },
    endSection(_block, { part, nodes }, _down, inside, before) {
      const end = sequence(nodes, inside, report);
      const [first] = before;
      if (part === 'block') return end;
      if (part === 'rescue') return first?.how === 'fails' ? end : first;
      return before.at(-1) ?? end;
    },
    leave({ kind, source, isBranch }, _down, inside) {
      const mayBeLeftOut =
        (source.when.length > 0 && !isBranch) || source.loop || source.keywords.tags.length > 0;
      if (mayBeLeftOut) return undefined;
      if (kind === 'block') return inside.at(-1);
      return inside.every((end) => end !== undefined) ? inside.at(-1) : undefined;
    },
  };
}

/** Of nodes that stand one behind the other. */
function sequence(nodes: readonly ProgramNode[], ends: readonly End[], report: Report): End {
  const at = ends.findIndex((end) => end !== undefined);
  const end = ends[at];
  const next = nodes[at + 1];
  if (end && next) {
    report({
      code: 'unreachable-task',
      severity: 'warning',
      message: `this ${next.kind} is never reached: the task before it always ${end.how}`,
      location: next.source.location,
      related: [{ message: `this task ${end.how}`, location: end.task.source.location }],
      help: 'give the task that ends it a `when`, or leave out what stands behind it',
    });
  }
  return end;
}
