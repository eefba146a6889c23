import { plannedCalls } from '../../checks/planned-calls.ts';
import type { Program } from '../../program/program.ts';
import type { Session } from '../../session/session.ts';
import { callNotice, resolveCommands } from '../apply/resolve-commands.ts';
import type { Finding } from './finding.ts';

/** Whether the session has the commands that the runbook calls, whatever its parameters are going to be. Errors: rejects with `SessionLost`. */
export async function lookAtCommands(program: Program | undefined, session: Session): Promise<Finding[]> {
  const calls = program ? plannedCalls(program) : [];
  if (calls.length === 0) return [];
  const subject = 'Commands';
  const { refused, notes } = await resolveCommands(calls, session);
  const commands = new Set(calls.map(({ name }) => name.toLowerCase())).size;
  const count = commands === 1 ? '1 command' : `${commands} commands`;
  const findings = [
    ...refused.map((each): Finding => ({ status: 'missing', subject, text: callNotice(each) })),
    ...notes.map((each): Finding => ({ status: 'note', subject, text: callNotice(each) })),
  ];
  return findings.length > 0
    ? findings
    : [{ status: 'ok', subject, text: `${count}, and every call of them would be taken` }];
}
