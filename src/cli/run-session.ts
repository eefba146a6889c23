import { findPowerShell } from '../session/find-powershell.ts';
import { openSession } from '../session/open-session.ts';
import type { Session, SessionRequirements, SessionUnavailable } from '../session/session.ts';
import type { Plan } from '../plan/plan.ts';
import type { EarlySession } from './early-session.ts';
import type { Environment } from './environment.ts';
import type { RunFlags } from './options.ts';
import { needsPowerShell } from './plan-facts.ts';
import type { PreparedRun } from './prepare-run.ts';
import { sessionNeeds } from './session-needs.ts';

/** The PowerShell for this run. One that has to be built first says so on stderr. */
export async function findRunPowerShell(
  { plan, rehearsal }: PreparedRun,
  flags: RunFlags,
  environment: Environment,
): Promise<{ readonly executable: string } | SessionUnavailable> {
  // A runbook without PowerShell in it needs none to be there; a rehearsal's programs are played by it.
  if (!rehearsal && !needsPowerShell(plan)) return { executable: '' };
  const { edition } = sessionNeeds(plan.runbook);
  const found = await findPowerShell({
    environment: environment.variables,
    ...(flags.powershell === undefined ? {} : { explicit: flags.powershell }),
    ...(edition === undefined ? {} : { edition }),
    rehearsal: rehearsal !== undefined,
    onProgress: (line) => environment.stderr.write(`${line}\n`),
  });
  return 'problem' in found ? found.problem : found;
}

/** Starts the run's session, or takes the one that was started early; aborting ends the start. Rejects with `SessionLost` or `SessionUnavailable`. */
export function openRunSession(
  { plan, rehearsal }: PreparedRun,
  executable: string,
  stateDirectory: string | undefined,
  early: EarlySession | undefined,
  signal: AbortSignal,
): Promise<Session> {
  const requirements = requirementsOf(plan, rehearsal !== undefined);
  if (rehearsal && stateDirectory !== undefined) {
    const { directory } = rehearsal;
    return openSession({ executable, requirements, rehearsal: { directory, stateDirectory }, signal });
  }
  const started = early?.executable === executable ? early.take(requirements, signal) : undefined;
  return started ?? openSession({ executable, requirements, signal });
}

/** A rehearsal plays on whatever PowerShell there is. */
function requirementsOf({ runbook }: Plan, rehearsal: boolean): SessionRequirements {
  const { edition, version, modules } = sessionNeeds(runbook);
  return {
    modules,
    ...(edition !== undefined && !rehearsal ? { edition } : {}),
    ...(version !== undefined && !rehearsal ? { version } : {}),
  };
}
