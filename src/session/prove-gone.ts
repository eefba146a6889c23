import { isMapping } from '../values/describe.ts';
import type { BriefSessions } from './brief-sessions.ts';
import { ownCommand } from './own-command.ts';
import { SessionLost, SessionUnavailable, type SessionInfo } from './session.ts';

/** Milliseconds that the process of a session that was closed in order has to go by itself. */
const PATIENCE = 5000;

/**
 * Has another session on the same host look whether the process of one that was closed has gone, and end it where it has not. Resolves when it has gone.
 * Errors: rejects with `SessionLost` where it still runs, or where that cannot be known.
 */
export async function proveGone(
  { pid, began, host = '' }: SessionInfo,
  sessions: BriefSessions,
): Promise<void> {
  const which = `the PowerShell process ${pid} on "${host}"`;
  const parameters = { Id: BigInt(pid), Began: began, Patience: BigInt(PATIENCE) };
  let answer;
  try {
    [answer] = await sessions.use(
      (session) => ownCommand(session, 'Wait-RunbookProcessEnd', parameters),
      new AbortController().signal,
    );
  } catch (error) {
    if (!(error instanceof SessionLost || error instanceof SessionUnavailable)) throw error;
    throw lost(`the session is closed, but whether ${which} has gone cannot be known: ${error.message}`);
  }
  if (answer !== undefined && isMapping(answer) && answer.get('gone') === true) return;
  throw lost(`${which} still runs: it was closed, and could not be ended by force`);
}

function lost(message: string): SessionLost {
  return new SessionLost(message, null, null, '');
}
