import { findPowerShell } from '../session/find/find-powershell.ts';
import { openSession } from '../session/open-session.ts';
import { SessionLost, SessionUnavailable, type Session } from '../session/session.ts';
import type { ConnectionFlags } from './connection/connection-options.ts';
import { findConnection } from './connection/find-connection.ts';
import { nearEdition } from './connection/near-edition.ts';
import type { Environment } from './environment.ts';
import { findOrStop } from './find-or-stop.ts';
import { writeDiagnostics } from './write-diagnostics.ts';

/** Where a session is opened outside of a run. */
export interface SessionFlags extends ConnectionFlags {
  readonly powershell?: string;
}

/**
 * Opens a session on this machine, or on the host that the command line names, has something done in it, and ends it. Where there is none, or it is lost, that is written; the
 * exit code is 3 then, 4 where the command line is wrong, and 5 after a stop. `modulesFor`: what it imports, here or on a host.
 */
export async function withSession(
  flags: SessionFlags,
  modulesFor: (isHere: boolean) => readonly string[],
  environment: Environment,
  use: (session: Session) => Promise<void>,
): Promise<void> {
  const reached = await findConnection({ flags, otherwise: undefined, purpose: 'open' }, environment);
  if (!('connection' in reached)) {
    writeDiagnostics(reached.diagnostics, environment);
    environment.exitCode = reached.exitCode;
    return;
  }
  const { connection } = reached;
  const edition = nearEdition(connection?.kind, undefined);
  const found = await findOrStop(findPowerShell, {
    ...(edition === undefined ? {} : { edition }),
    ...(flags.powershell === undefined ? {} : { explicit: flags.powershell }),
    environment: environment.variables,
    rehearsal: false,
    onProgress: (line) => environment.stderr.write(`${line}\n`),
  });
  if ('stopped' in found) {
    environment.stderr.write(`${found.stopped}\n`);
    environment.exitCode = 5;
    return;
  }
  if ('problem' in found) {
    refuse(found.problem, environment);
    return;
  }
  try {
    const session = await openSession({
      powershell: found.powershell,
      ...(connection ? { connection } : {}),
      requirements: { modules: modulesFor(connection === undefined) },
    });
    await use(session).finally(() => session.close());
  } catch (error) {
    if (!(error instanceof SessionUnavailable || error instanceof SessionLost)) throw error;
    refuse(error, environment);
  }
}

function refuse(problem: SessionUnavailable | SessionLost, environment: Environment): void {
  const { message } = problem;
  const what =
    problem instanceof SessionUnavailable
      ? { code: problem.code, help: problem.help }
      : ({ code: 'session-lost', help: problem.lastWords } as const);
  writeDiagnostics([{ ...what, severity: 'error', message }], environment);
  environment.exitCode = 3;
}
