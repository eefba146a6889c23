import type { RunOutcome } from '../../engine/run-plan.ts';
import { soFar, type Tally } from '../../engine/tally.ts';
import { stoppedBy, type StopControl } from '../../engine/stop-control.ts';
import { SessionLost, SessionUnavailable } from '../../session/session.ts';

/** The end of a run whose session could not be opened before its first task. */
export function notBegun(error: SessionUnavailable, control: StopControl, tally: Tally): RunOutcome {
  if (control.stop.aborted) {
    return { exitCode: 5, outcome: `${stoppedBy(control)}: nothing was run`, ...soFar(tally) };
  }
  // What the process said stands in the notice.
  const [sentence = ''] = error.message.split(/(?:; it said:)?\n/);
  return { exitCode: 3, outcome: `nothing was run: ${sentence}`, ...soFar(tally) };
}

/** The end of a run that was told twice to stop and whose own end did not come. */
export function endedAtOnce(tally: Tally): RunOutcome {
  return { exitCode: 5, outcome: 'ended at once by the operator', ...soFar(tally) };
}

/** Why there is no session; any other error is a bug and thrown again. */
export function asUnavailable(error: unknown): SessionUnavailable {
  if (error instanceof SessionUnavailable) return error;
  if (error instanceof SessionLost) {
    return new SessionUnavailable('powershell-start-failed', error.message, 'see `runbook doctor`');
  }
  throw error;
}
