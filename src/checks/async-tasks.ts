import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { kindText } from '../model/kind-text.ts';
import { inSession } from '../model/needs-session.ts';
import { SHARED_ENVIRONMENT } from '../model/shared-environment.ts';
import { nodesOf } from '../program/nodes-of.ts';
import type { ProgramTask } from '../program/program.ts';
import type { Check, Findings } from './check.ts';
import { sessionPlaces, type SessionPlace } from './session-flow.ts';
import type { Running } from './session-state.ts';

/** What asynchronous tasks share with the others: the process of PowerShell. */
export const asyncTasks: Check = {
  name: 'async-tasks',
  sees: 'way',
  description: 'No session is ended below an asynchronous task, and none has an environment of its own there',
  run({ program }, { report }) {
    for (const node of nodesOf(program)) {
      if (node.kind === 'task') checkEnvironment(node, report);
    }
    const found = new Map<ProgramTask, Diagnostic>();
    for (const place of sessionPlaces(program)) {
      const { action } = place.task.source;
      if (action.kind !== 'reboot' && (action.kind !== 'session' || action.operation === 'open')) continue;
      const running = place.states.flatMap((state) => state.running);
      const first = running.find(({ isSure }) => isSure) ?? running[0];
      // One way on which it is sure is enough: without a failure the run comes by it.
      if (first && (first.isSure || !found.has(place.task))) found.set(place.task, describe(place, first));
    }
    for (const diagnostic of found.values()) report(diagnostic);
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

function describe({ task }: SessionPlace, running: Running): Diagnostic {
  const { source } = running.task;
  const name = source.name?.source.text ?? kindText(source);
  return {
    code: 'session-in-use',
    severity: running.isSure ? 'error' : 'warning',
    message: running.isSure
      ? `this ends the session below "${name}", for whose end nothing has waited`
      : `this may end the session below "${name}", for whose end nothing has waited: then it fails`,
    location: task.source.action.location,
    related: [{ message: 'it is started here', location: source.location }],
    help: 'wait for it with "async_status" and "until" first',
  };
}
