import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { withoutAttempt } from '../../events/instance.ts';
import type { Entry, RunEntry } from '../../journal/entry.ts';
import { programMark } from '../../journal/program-mark.ts';
import { processesWith } from '../../session/process/marked-processes.ts';

/**
 * Programs of tasks in doubt that go on although their runner is no more: whatever becomes of such a task, nothing may be done beside it. `ids`: of the instances.
 */
export async function stillRunning(
  { runId }: RunEntry,
  entries: readonly Entry[],
  tasks: readonly { readonly id: string; readonly name: string }[],
): Promise<readonly Diagnostic[]> {
  const found = await Promise.all(
    tasks.map(async ({ id, name }): Promise<Diagnostic[]> => {
      const attempts = entries.flatMap((entry) =>
        entry.type === 'intended' && withoutAttempt(entry.id) === id ? [entry.id] : [],
      );
      const marks = [...new Set(attempts)].map((attempt) => programMark(runId, attempt));
      const left = await processesWith(marks);
      if (left.length === 0) return [];
      const which = left.map(({ pid, command }) => `${pid} (${command})`).join(', ');
      return [
        {
          code: 'in-doubt',
          severity: 'error',
          message: `"${name}" is in doubt, and what it has started still goes on: ${left.length === 1 ? 'process' : 'processes'} ${which}; nothing was done`,
          help: 'wait for its end, or end it, and resume then',
        },
      ];
    }),
  );
  return found.flat();
}
