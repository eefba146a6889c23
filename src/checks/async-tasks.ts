import type { Action } from '../model/action.ts';
import { kindText } from '../model/kind-text.ts';
import type { Async } from '../model/runbook.ts';
import { SHARED_ENVIRONMENT } from '../model/shared-environment.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { ProgramNode, ProgramTask } from '../program/program.ts';
import type { Check, Findings } from './check.ts';

/** What asynchronous tasks share with the others: the process of PowerShell. */
export const asyncTasks: Check = {
  name: 'async-tasks',
  sees: 'way',
  description: 'No session is ended below an asynchronous task, and none has an environment of its own there',
  run({ program }, { report }) {
    for (const node of nodesOf(program)) {
      if (node.kind === 'task') checkEnvironment(node, report);
    }
    // What goes on is awaited before its play ends.
    for (const { nodes } of program.plays) visit(nodes, false, new Set(), report);
  },
};

function checkEnvironment({ source, environments }: ProgramTask, report: Findings['report']): void {
  const { async, action } = source;
  const [environment] = environments;
  if (async?.limit.kind !== 'literal' || !environment || !inSession(action)) return;
  report({
    code: 'shared-environment',
    severity: 'error',
    ...SHARED_ENVIRONMENT,
    location: async.location,
    related: [{ message: '"environment" stands here', location: environment.location }],
  });
}

/** A task that goes on in the session, unless it was not begun. */
interface Started {
  readonly task: ProgramTask;
  readonly isSure: boolean;
}

/** Goes through the tasks in their order, with what goes on by then. Whatever asks after a task may have waited for all of them. */
function visit(
  nodes: readonly ProgramNode[],
  perhaps: boolean,
  running: Set<Started>,
  report: Findings['report'],
): void {
  for (const node of nodes) {
    const unsure = perhaps || node.source.loop !== undefined;
    switch (node.kind) {
      case 'task':
        visitTask(node, unsure, running, report);
        break;
      case 'block': {
        const before = [...running];
        for (const { part, nodes: inside } of node.sections) {
          if (part !== 'rescue') {
            visit(inside, unsure, running, report);
            continue;
          }
          // What had been started when something failed nobody knows.
          const then = [...running].map((each) =>
            before.includes(each) ? each : { ...each, isSure: false },
          );
          visit(inside, true, new Set(then), report);
        }
        break;
      }
      case 'choose':
        visitOneOf(node.branches, running, report);
        break;
      case 'include':
        if (node.files.size === 1) visit([...node.files.values()], unsure, running, report);
        else visitOneOf([...node.files.values()], running, report);
        break;
    }
  }
}

function visitOneOf(
  branches: readonly ProgramNode[],
  running: Set<Started>,
  report: Findings['report'],
): void {
  const before = [...running];
  const after = branches.map((branch) => {
    const inside = new Set(before);
    visit([branch], true, inside, report);
    return inside;
  });
  running.clear();
  for (const each of before) if (after.every((inside) => inside.has(each))) running.add(each);
  for (const inside of after) for (const each of inside) if (!before.includes(each)) running.add(each);
}

function visitTask(
  task: ProgramTask,
  unsure: boolean,
  running: Set<Started>,
  report: Findings['report'],
): void {
  const { action, async, probes } = task.source;
  if (action.kind === 'async_status') running.clear();
  if (async && goesOn(async) && inSession(action)) {
    const isSure =
      !unsure && async.limit.kind === 'literal' && task.conditions.length === 0 && probes.length === 0;
    running.add({ task, isSure });
  }
  if (action.kind !== 'session' || action.operation === 'open' || running.size === 0) return;
  const started = [...running].toSorted((a, b) => Number(b.isSure) - Number(a.isSure));
  const [first] = started;
  if (!first) return;
  const name = first.task.source.name?.source.text ?? kindText(first.task.source);
  report({
    code: 'session-in-use',
    severity: first.isSure ? 'error' : 'warning',
    message: first.isSure
      ? `this ends the session below "${name}", for whose end nothing has waited`
      : `this may end the session below "${name}", for whose end nothing has waited: then it fails`,
    location: action.location,
    related: [{ message: 'it is started here', location: first.task.source.location }],
    help: 'wait for it with "async_status" and "until" first',
  });
  running.clear();
}

function goesOn({ poll }: Async): boolean {
  return poll?.kind === 'literal' && poll.value === 0;
}

function inSession({ kind }: Action): boolean {
  return kind === 'cmdlet' || kind === 'powershell';
}
