import type { SessionSettings } from '../../model/runbook.ts';
import type { Program } from '../../program/program.ts';
import type { findDotnetSdk } from '../../session/find/dotnet-sdk.ts';
import type { findPowerShell, FoundPowerShell } from '../../session/find/find-powershell.ts';
import { OWN_VERSION } from '../../session/find/own-powershell-folder.ts';
import type { openSession } from '../../session/open-session.ts';
import { SessionLost, SessionUnavailable, type SessionInfo } from '../../session/session.ts';
import { nearEdition } from '../connection/near-edition.ts';
import type { Connection } from '../../session/connection.ts';
import type { Environment } from '../environment.ts';
import { findOrStop } from '../find-or-stop.ts';
import { sessionNeeds } from '../../model/session-needs.ts';
import type { Finding } from './finding.ts';
import { lookAtCommands } from './look-at-commands.ts';

/** How the doctor reaches PowerShell; tests give their own. */
export interface SessionTools {
  readonly findPowerShell: typeof findPowerShell;
  readonly openSession: typeof openSession;
  readonly findDotnetSdk: typeof findDotnetSdk;
}

export interface PowerShellFlags {
  readonly powershell?: string;
  readonly install?: boolean;
  /** The host that is looked at, and how it is reached. Default: this machine. */
  readonly reached?: Connection | undefined;
}

/** There is none, and the first run would get one: nothing is missing. */
export const notInstalledYet: Finding = {
  status: 'note',
  subject: 'Session',
  text: `not tried: the first run installs PowerShell ${OWN_VERSION}`,
  help: '`runbook doctor --install` installs it now, and tries it with what the runbook needs',
};

const noNeeds: SessionSettings = { edition: undefined, version: undefined, modules: [], width: undefined };

/** Finds the PowerShell that `apply` would use, and opens a session with it as `apply` would. Nothing is installed unasked. */
export async function lookAtPowerShell(
  program: Program | undefined,
  { powershell: explicit, install = false, reached }: PowerShellFlags,
  environment: Environment,
  tools: SessionTools,
  sdk: Awaited<ReturnType<typeof findDotnetSdk>>,
): Promise<Finding[] | 'stopped'> {
  const { edition, version, modules } = program ? sessionNeeds(program.runbook) : noNeeds;
  const near = nearEdition(reached?.kind, edition);
  const found = await findOrStop(tools.findPowerShell, {
    ...(explicit !== undefined && { explicit }),
    environment: environment.variables,
    ...(near && { edition: near }),
    rehearsal: false,
    // Without the SDK nothing is installed either: the search says what is missing.
    install: install || !('dotnet' in sdk),
    onProgress: (line) => void environment.stderr.write(`${line}\n`),
  });
  if ('stopped' in found) {
    environment.stderr.write(`${found.stopped}\n`);
    return 'stopped';
  }
  if ('problem' in found)
    return [found.problem.code === 'powershell-not-installed' ? notInstalledYet : missing(found.problem)];
  try {
    const session = await tools.openSession({
      powershell: found.powershell,
      ...(reached && { connection: reached }),
      requirements: { modules, ...(edition && { edition }), ...(version !== undefined && { version }) },
    });
    const commands = await lookAtCommands(program, session).finally(() => session.close());
    return [
      ...(reached ? [hostFinding(reached)] : []),
      ...sessionFindings(session.info, found.origin, modules),
      ...commands,
    ];
  } catch (error) {
    if (error instanceof SessionUnavailable || error instanceof SessionLost) return [missing(error)];
    throw error;
  }
}

function hostFinding({ host, kind, port, user }: Connection): Finding {
  const text = [
    `${host}, over ${kind}`,
    ...(port === undefined ? [] : [`port ${port}`]),
    ...(user === undefined ? [] : [`as ${user}`]),
  ];
  return { status: 'ok', subject: 'Host', text: text.join(', ') };
}

function missing(problem: SessionUnavailable | SessionLost): Finding {
  const words = 'lastWords' in problem ? problem.lastWords.trim() : '';
  const text = words === '' ? problem.message : `${problem.message}\n${words}`;
  return {
    status: 'missing',
    subject: 'Session',
    text,
    ...('help' in problem ? { help: problem.help } : {}),
  };
}

function sessionFindings(
  info: SessionInfo,
  origin: FoundPowerShell['origin'],
  modules: readonly string[],
): Finding[] {
  const findings: Finding[] = [
    {
      status: 'ok',
      subject: 'Session',
      text: `PowerShell ${info.version} (${info.edition}), ${originText[origin]}: ${info.executable}`,
    },
  ];
  if (modules.length > 0) findings.push({ status: 'ok', subject: 'Modules', text: modules.join(', ') });
  if (info.elevated !== null) {
    const text = info.elevated ? 'yes: with administrator rights' : 'no: without administrator rights';
    findings.push({ status: 'note', subject: 'Elevated', text });
  }
  return findings;
}

const originText: Readonly<Record<FoundPowerShell['origin'], string>> = {
  '--powershell': 'named by --powershell',
  RUNBOOK_POWERSHELL: 'named by RUNBOOK_POWERSHELL',
  PATH: 'found on PATH',
  'own copy': "runbook's own",
};
