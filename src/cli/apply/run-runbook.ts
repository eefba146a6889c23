import { createSystemClock } from '../../time/system-clock.ts';
import { createMask, type Mask } from '../../secrets/mask.ts';
import { SessionUnavailable } from '../../session/session.ts';
import { secretsIn } from '../../values/secrets-in.ts';
import { checkAtBoot } from '../at-boot/resume-at-boot.ts';
import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';
import { lateMistakes } from './late-mistakes.ts';
import type { PreparedRun } from './prepare-run.ts';
import { createRehearsalClock } from '../../rehearsal/rehearsal-clock.ts';
import { newMachine } from './rehearsal-machine.ts';
import { runIdAt } from './run-identity.ts';
import { findRunPowerShell } from './run-session.ts';
import { createViews } from './run-views.ts';
import { keepRun } from './keep-run.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import type { Ground, RunSurroundings } from './ground.ts';
import { runOn } from './run-on.ts';

/** Runs what was prepared, shows it, and sums it up. */
export async function runRunbook(
  prepared: PreparedRun,
  flags: RunFlags & { readonly keep?: string },
  environment: Environment,
  surroundings: RunSurroundings = {},
): Promise<void> {
  const { earlier } = surroundings;
  const mask = createMask();
  for (const secret of secretsIn(prepared.plan.parameters.values.values())) mask.add(secret);
  const { connection } = prepared;
  if (connection?.kind === 'winrm' && connection.password) mask.add(connection.password.reveal());
  const powershell = surroundings.powershell ?? (await findRunPowerShell(prepared, flags, environment));
  if ('stopped' in powershell) {
    environment.stderr.write(`${powershell.stopped}\n`);
    environment.exitCode = 5;
    return;
  }
  if (powershell instanceof SessionUnavailable) {
    refuse(powershell, mask, environment);
    return;
  }
  const mistakes = [
    ...(await lateMistakes(prepared, powershell, environment)),
    ...(flags.resumeAtBoot ? await checkAtBoot(prepared, flags, environment) : []),
  ];
  if (mistakes.length > 0) {
    writeDiagnostics(mistakes, environment);
    environment.exitCode = 4;
    return;
  }
  const runId = earlier?.runId ?? runIdAt(environment.now());
  const state = earlier?.machine ?? (prepared.rehearsal && newMachine(prepared, flags, environment, runId));
  if (state instanceof SessionUnavailable) {
    refuse(state, mask, environment);
    return;
  }
  if (state && 'diagnostic' in state) {
    writeDiagnostics([state.diagnostic], environment);
    environment.exitCode = 4;
    return;
  }
  const kept = earlier?.kept ?? keepRun(prepared, flags, environment, powershell, { runId, state });
  if (kept && 'diagnostic' in kept) {
    state?.dispose();
    writeDiagnostics([kept.diagnostic], environment);
    environment.exitCode = 4;
    return;
  }
  const rehearsalClock = state && createRehearsalClock(state.directory, { from: earlier?.lastTime });
  try {
    const clock: Ground['clock'] = rehearsalClock ?? createSystemClock(earlier?.lastTime);
    const views = surroundings.views ?? (await createViews(flags, environment, () => clock.now()));
    if ('diagnostic' in views) {
      writeDiagnostics([views.diagnostic], environment);
      environment.exitCode = 4;
      return;
    }
    const ground = { prepared, flags, environment, surroundings, powershell, mask, clock, views, state };
    await runOn({ ...ground, runId, kept });
  } finally {
    kept?.release();
    rehearsalClock?.dispose();
    state?.dispose();
  }
}

function refuse({ code, message, help }: SessionUnavailable, mask: Mask, environment: Environment): void {
  writeDiagnostics([{ code, severity: 'error', message: mask.mask(message), help }], environment);
  environment.exitCode = 3;
}
