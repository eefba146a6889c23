import { plannedCalls } from '../../checks/planned-calls.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Program } from '../../program/program.ts';
import type { Session } from '../../session/session.ts';
import { callNotice, resolveCommands } from '../apply/resolve-commands.ts';
import type { Finding } from './finding.ts';

const SUBJECT = 'Commands';

/** Whether the session has the commands that the runbook calls, whatever its parameters are going to be. Errors: rejects with `SessionLost`. */
export async function lookAtCommands(program: Program | undefined, session: Session): Promise<Finding[]> {
  const calls = program ? plannedCalls(program) : [];
  if (calls.length === 0) return [];
  const { refused, notes } = await resolveCommands(calls, session);
  const commands = new Set(calls.map(({ name }) => name.toLowerCase())).size;
  const count = commands === 1 ? '1 command' : `${commands} commands`;
  const findings = [
    ...refused.map((each) => findingOf('missing', each)),
    ...notes.map((each) => findingOf('note', each)),
  ];
  return findings.length > 0
    ? findings
    : [{ status: 'ok', subject: SUBJECT, text: `${count}, and every call of them would be taken` }];
}

function findingOf(status: Finding['status'], diagnostic: Diagnostic): Finding {
  const { help } = diagnostic;
  return { status, subject: SUBJECT, text: callNotice(diagnostic), ...(help === undefined ? {} : { help }) };
}
