import { findPowerShell } from '../../session/find/find-powershell.ts';
import type { Connection } from '../../session/connection.ts';
import { openSession } from '../../session/open-session.ts';
import { programText, type PowerShellProgram } from '../../session/find/powershell-program.ts';
import { SessionUnavailable, type Session, type SessionRequirements } from '../../session/session.ts';
import type { Plan } from '../../plan/plan.ts';
import type { EarlySession } from './early-session.ts';
import type { Environment } from '../environment.ts';
import { nearEdition } from '../connection/near-edition.ts';
import { findOrStop } from '../find-or-stop.ts';
import type { RunFlags } from '../options.ts';
import { needsPowerShell } from './plan-facts.ts';
import type { PreparedRun } from './prepare-run.ts';
import { sessionNeeds } from '../../model/session-needs.ts';

/** The PowerShell for this run. One that has to be installed first says so on stderr; a stop ends that. */
export async function findRunPowerShell(
  { plan, rehearsal, connection }: PreparedRun,
  flags: RunFlags,
  environment: Environment,
): Promise<PowerShellProgram | SessionUnavailable | { readonly stopped: string }> {
  // A runbook without PowerShell in it needs none to be there; a rehearsal's programs are played by it.
  if (!rehearsal && !connection && !needsPowerShell(plan)) return { executable: '', arguments: [] };
  const edition = nearEdition(rehearsal ? undefined : connection?.kind, sessionNeeds(plan.runbook).edition);
  const found = await findOrStop(findPowerShell, {
    environment: environment.variables,
    ...(flags.powershell === undefined ? {} : { explicit: flags.powershell }),
    ...(edition === undefined ? {} : { edition }),
    rehearsal: rehearsal !== undefined,
    onProgress: (line) => environment.stderr.write(`${line}\n`),
  });
  if ('stopped' in found) return found;
  return 'problem' in found ? found.problem : found.powershell;
}

/**
 * Starts the run's session, or takes the one that was started early; aborting ends the start. `playedOn`: where a rehearsal's is; default: on this machine.
 * Errors: rejects with `SessionLost` or `SessionUnavailable`.
 */
export async function openRunSession(
  { plan, rehearsal, scenario, connection }: PreparedRun,
  powershell: PowerShellProgram,
  stateDirectory: string | undefined,
  early: EarlySession | undefined,
  signal: AbortSignal,
  playedOn?: Connection,
): Promise<Session> {
  const requirements = requirementsOf(plan, rehearsal !== undefined);
  if (rehearsal && stateDirectory !== undefined) {
    const { directory } = rehearsal;
    const allowsDotNet = scenario?.allowsDotNet ?? false;
    return openSession({
      powershell,
      requirements,
      ...(playedOn ? { connection: playedOn } : {}),
      rehearsal: { directory, stateDirectory, allowsDotNet },
      signal,
    });
  }
  const started =
    early && programText(early.powershell) === programText(powershell)
      ? early.take(requirements, connection, signal)
      : undefined;
  const session = await (started ??
    openSession({ powershell, ...(connection ? { connection } : {}), requirements, signal }));
  if (session.info.host === connection?.host) return session;
  // Whatever went wrong: what is meant for one machine is not done on another.
  await session.close();
  throw new SessionUnavailable(
    'powershell-start-failed',
    `the session is not on "${connection?.host ?? 'this machine'}"; nothing was run`,
    'this is a mistake of runbook: report it',
  );
}

/** A rehearsal plays on whatever PowerShell there is. */
function requirementsOf({ runbook }: Plan, rehearsal: boolean): SessionRequirements {
  const { edition, version, modules, width } = sessionNeeds(runbook);
  return {
    modules,
    ...(width === undefined ? {} : { width }),
    ...(edition !== undefined && !rehearsal ? { edition } : {}),
    ...(version !== undefined && !rehearsal ? { version } : {}),
  };
}
