import { literalOf } from '../model/setting.ts';
import { sureWait } from '../model/sure-wait.ts';
import type { Window } from '../model/runbook.ts';
import type { ProgramNode, ProgramTask } from '../program/program.ts';
import { nodesOf } from '../program/nodes-of.ts';
import { visitNodes } from '../program/walk.ts';
import type { Check, Findings } from './check.ts';

/** What does not go with a clock: waits and timeouts that are longer, and questions, for whose answer nobody knows the time. */
export const outageWindow: Check = {
  name: 'outage-window',
  sees: 'way',
  description: 'A window is longer than what is sure to take its time in it, and nobody is asked in it',
  run({ program }, { report }) {
    for (const node of nodesOf(program)) {
      if (node.kind !== 'block' || !node.source.window) continue;
      const inside = tasksIn(node.sections[0]?.nodes ?? []);
      tooShort(node.source.window, inside, report);
      for (const task of inside) if (asks(task)) report(question(task));
    }
  },
};

function tasksIn(nodes: readonly ProgramNode[]): readonly (ProgramTask & { readonly sure: boolean })[] {
  const tasks: (ProgramTask & { readonly sure: boolean })[] = [];
  visitNodes(nodes, true, (node, around) => {
    const { when, loop } = node.source;
    const sure = around && when.length === 0 && !loop && node.kind !== 'choose' && node.kind !== 'include';
    if (node.kind === 'task') tasks.push({ ...node, sure });
    return { down: sure };
  });
  return tasks;
}

function tooShort(
  { limit, location }: Window,
  tasks: readonly (ProgramTask & { readonly sure: boolean })[],
  report: Findings['report'],
): void {
  const longest = literalOf(limit);
  if (longest === undefined) return;
  const waiting = tasks
    .filter(({ sure }) => sure)
    .reduce((sum, { source }) => sum + sureWait(source.action), 0);
  const timeouts = tasks.flatMap(({ source }) => source.keywords.timeout ?? []);
  const known = timeouts.flatMap((timeout) => literalOf(timeout) ?? []).filter((each) => each > 0);
  const about = { code: 'window-too-short', severity: 'warning', location } as const;
  if (waiting >= longest) {
    report({
      ...about,
      message: 'the waits in this window take as long as it may last',
      help: 'give it a longer limit, or wait before it',
    });
  } else if (known.length > 0 && known.length === timeouts.length && known.every((each) => each > longest)) {
    report({
      ...about,
      message: 'every timeout in this window is longer than the window: nothing in it would be ended in time',
      related: timeouts.map((timeout) => ({ message: 'this one', location: timeout.location })),
      help: 'give it a longer limit, or the tasks shorter timeouts',
    });
  }
}

function asks({ source: { action, confirm } }: ProgramTask): boolean {
  return confirm !== undefined || (action.kind === 'pause' && !action.duration);
}

function question({ source }: ProgramTask): Parameters<Findings['report']>[0] {
  return {
    code: 'question-in-window',
    severity: 'warning',
    message: 'the operator is asked here, while the clock of a window runs',
    location: source.confirm?.location ?? source.action.location,
    help: 'ask before the window begins',
  };
}
