import { judgeCalls, readDescribed, type Judged, type PlannedCall } from '../../catalog/index.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { placeText } from '../../engine/explain.ts';
import { commandFacts } from '../../session/command-facts.ts';
import type { RunFlags } from '../options.ts';
import type { PreparedRun } from './prepare-run.ts';
import { SessionLost, SessionUnavailable, type Session } from '../../session/session.ts';

/**
 * Asks a session in one call whether it has the commands that are going to be called, with these parameters.
 * Errors: rejects with `SessionLost` where the session went away or was stopped.
 */
export async function resolveCommands(
  calls: readonly PlannedCall[],
  session: Session,
  signal?: AbortSignal,
): Promise<Judged> {
  if (calls.length === 0) return { refused: [], notes: [] };
  const names = [...new Set(calls.map(({ name }) => name))];
  const edition = session.info.edition === 'Core' ? 'core' : 'desktop';
  try {
    const values = await commandFacts(session, { names }, signal ? { signal } : {});
    return judgeCalls(calls, readDescribed(values, edition));
  } catch (error) {
    if (error instanceof SessionLost) throw error;
    const message = `the session could not be asked for its commands: ${(error as Error).message}`;
    return { refused: [], notes: [{ code: 'unchecked-call', severity: 'warning', message }] };
  }
}

/**
 * Opens sessions for a run, and holds its calls against what the first of them has: each mistake is told, and the session refused for it.
 * Errors: rejects with `SessionUnavailable` for that.
 */
export function resolvingFirst(
  open: (signal: AbortSignal) => Promise<Session>,
  calls: readonly PlannedCall[],
  tell: (note: Diagnostic) => void,
): (signal: AbortSignal) => Promise<Session> {
  let isFirst = true;
  return async (signal) => {
    const session = await open(signal);
    if (!isFirst) return session;
    isFirst = false;
    try {
      const { refused, notes } = await resolveCommands(calls, session, signal);
      for (const each of [...notes, ...refused]) tell(each);
      if (refused.length > 0) throw commandsRefused(refused.length);
      return session;
    } catch (error) {
      await session.close().catch(() => undefined);
      throw error;
    }
  };
}

/** What was not checked is told with `-v`, and what has been warned of already is not told again. */
export function isWorthTelling(
  { code, location, severity }: Diagnostic,
  { warned }: Pick<PreparedRun, 'warned'>,
  { verbose }: Pick<RunFlags, 'verbose'>,
): boolean {
  if (severity === 'error') return true;
  if (severity === 'information') return verbose > 0;
  return !warned.some((each) => each.code === code && each.location?.range.start === location?.range.start);
}

/** On one line: where, and what. */
export function callNotice({ code, location, message }: Diagnostic): string {
  const place = location ? `${placeText(location)}: ` : '';
  return `${place}${message} [${code}]`;
}

function commandsRefused(count: number): SessionUnavailable {
  const message = `this PowerShell would refuse ${count === 1 ? '1 call' : `${count} calls`} of the runbook`;
  const help = 'mend the runbook; --verbose says which calls could not be looked at';
  return new SessionUnavailable('commands-refused', message, help);
}
