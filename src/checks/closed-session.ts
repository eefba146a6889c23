import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { needsSession } from '../model/needs-session.ts';
import type { ProgramTask } from '../program/program.ts';
import type { Check } from './check.ts';
import { heldConditions } from './held-conditions.ts';
import { sessionPlaces, type SessionPlace } from './session-flow.ts';
import { closingFor } from './session-state.ts';

/** A task needs the PowerShell session where `session: close` has closed it, or may have. */
export const closedSession: Check = {
  name: 'session-closed',
  sees: 'way',
  description: 'No task needs the PowerShell session where it is closed',
  run({ program }, { report }) {
    const found = new Map<ProgramTask, Diagnostic>();
    const held = heldConditions(program);
    for (const place of sessionPlaces(program)) {
      const { task, states, conditions } = place;
      if (!needsSession(task.source)) continue;
      const closings = states.flatMap((state) => closingFor(state, conditions, held) ?? []);
      const [closing] = closings;
      if (!closing) continue;
      const isSure = closings.length === states.length && closings.every((each) => each.isSure);
      // What is sure on one of several ways is not sure for the task.
      if (isSure || !found.has(task)) found.set(task, describe(place, closing.task, isSure));
    }
    for (const diagnostic of found.values()) report(diagnostic);
  },
};

const WHEN: Readonly<Record<NonNullable<SessionPlace['by']>, string>> = {
  rescue: 'when this rescue begins',
  always: 'when this always begins',
  undo: 'when this is undone',
  handler: 'when this handler runs',
};

function describe({ task, by }: SessionPlace, closing: ProgramTask, isSure: boolean): Diagnostic {
  const { location } = task.source.action;
  // A task that may fail is no reason to refuse the runbook.
  const ignored = task.ignoreErrors;
  const mayFail = ignored !== undefined && !(ignored.kind === 'literal' && !ignored.value);
  const where = by === undefined ? 'here' : WHEN[by];
  return {
    code: 'session-closed',
    severity: isSure && !mayFail ? 'error' : 'warning',
    message: isSure
      ? 'this needs the PowerShell session, which is closed here'
      : `this needs the PowerShell session, which may be closed ${where}`,
    location,
    related: [{ message: 'it is closed by this task', location: closing.source.location }],
    help: 'put a task with `session: open` before this one: where the session is open it does nothing',
  };
}
