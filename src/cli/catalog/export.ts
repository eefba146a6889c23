import { resolve } from 'node:path';
import { exportCatalog, moduleName } from '../../catalog/index.ts';
import { commandFacts } from '../../session/command-facts.ts';
import { findPowerShell } from '../../session/find/find-powershell.ts';
import { openSession } from '../../session/open-session.ts';
import { SessionLost, SessionUnavailable, type Session } from '../../session/session.ts';
import { PSObject, TypedText } from '../../values/value.ts';
import type { ConnectionFlags } from '../connection/connection-options.ts';
import { findConnection } from '../connection/find-connection.ts';
import { nearEdition } from '../connection/near-edition.ts';
import type { Environment } from '../environment.ts';
import { findOrStop } from '../find-or-stop.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import { writeOutput } from '../write-output.ts';

export interface ExportFlags extends ConnectionFlags {
  readonly module: string;
  readonly output?: string;
  readonly powershell?: string;
}

/** `runbook catalog export --module NAME`: a catalog of a module, asked of a session that has imported it. Exit 3 where there is none. */
export async function exportModule(flags: ExportFlags, environment: Environment): Promise<void> {
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
  const isPath = moduleName(flags.module) !== flags.module;
  try {
    const session = await openSession({
      powershell: found.powershell,
      ...(connection ? { connection } : {}),
      requirements: {
        // By a path it is one on the host.
        modules: [isPath && !connection ? resolve(environment.currentDirectory, flags.module) : flags.module],
      },
    });
    const text = await catalogOf(moduleName(flags.module), session).finally(() => session.close());
    writeOutput(text, flags.output, environment);
  } catch (error) {
    if (!(error instanceof SessionUnavailable || error instanceof SessionLost)) throw error;
    refuse(error, environment);
  }
}

async function catalogOf(module: string, session: Session): Promise<string> {
  const { edition, version } = session.info;
  return exportCatalog({
    module,
    version: await versionOf(module, session),
    edition: edition === 'Core' ? 'core' : 'desktop',
    session: `PowerShell ${version} (${edition})`,
    commands: await commandFacts(session, { modules: [module] }),
  });
}

async function versionOf(module: string, session: Session): Promise<string> {
  const { output } = await session.invoke({
    command: { kind: 'cmdlet', name: 'Get-Module' },
    parameters: new Map([['Name', module]]),
    errorAction: 'stop',
    verbose: false,
    debug: false,
    environment: new Map(),
    checkMode: false,
  });
  const [first] = output;
  const version = first instanceof PSObject ? first.get('Version') : undefined;
  return version instanceof TypedText ? version.text : '0.0';
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
