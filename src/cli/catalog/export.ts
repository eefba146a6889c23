import { resolve } from 'node:path';
import { exportCatalog, moduleName } from '../../catalog/index.ts';
import { commandFacts } from '../../session/command-facts.ts';
import type { Session } from '../../session/session.ts';
import { PSObject, TypedText } from '../../values/value.ts';
import type { Environment } from '../environment.ts';
import { withSession, type SessionFlags } from '../with-session.ts';
import { writeOutput } from '../write-output.ts';

export interface ExportFlags extends SessionFlags {
  readonly module: string;
  readonly output?: string;
}

/** `runbook catalog export --module NAME`: a catalog of a module, asked of a session that has imported it. Exit 3 where there is none. */
export async function exportModule(flags: ExportFlags, environment: Environment): Promise<void> {
  const { module, output } = flags;
  const isPath = moduleName(module) !== module;
  // By a path it is one on the host.
  const modulesFor = (isHere: boolean) => [
    isPath && isHere ? resolve(environment.currentDirectory, module) : module,
  ];
  await withSession(flags, modulesFor, environment, async (session) => {
    writeOutput(await catalogOf(moduleName(module), session), output, environment);
  });
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
