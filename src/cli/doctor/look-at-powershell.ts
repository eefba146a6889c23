import type { Runbook, SessionSettings } from '../../model/runbook.ts';
import type { findDotnetSdk } from '../../session/dotnet-sdk.ts';
import type { findPowerShell } from '../../session/find-powershell.ts';
import type { openSession } from '../../session/open-session.ts';
import { SessionLost, SessionUnavailable, type SessionInfo } from '../../session/session.ts';
import type { Environment } from '../environment.ts';
import { sessionNeeds } from '../session-needs.ts';
import type { Finding } from './finding.ts';

/** How the doctor reaches PowerShell; tests give their own. */
export interface SessionTools {
  readonly findPowerShell: typeof findPowerShell;
  readonly openSession: typeof openSession;
  readonly findDotnetSdk: typeof findDotnetSdk;
}

const noNeeds: SessionSettings = { edition: undefined, version: undefined, modules: [] };

/** Finds the PowerShell that `apply` would use, and opens a session with it as `apply` would. */
export async function lookAtPowerShell(
  runbook: Runbook | undefined,
  explicit: string | undefined,
  environment: Environment,
  tools: SessionTools,
): Promise<Finding[]> {
  const { edition, version, modules } = runbook ? sessionNeeds(runbook) : noNeeds;
  const found = await tools.findPowerShell({
    ...(explicit !== undefined && { explicit }),
    environment: environment.variables,
    ...(edition && { edition }),
    rehearsal: false,
    onProgress: (line) => void environment.stderr.write(`${line}\n`),
  });
  if ('problem' in found) return [missing(found.problem)];
  try {
    const session = await tools.openSession({
      executable: found.executable,
      requirements: { modules, ...(edition && { edition }), ...(version !== undefined && { version }) },
    });
    const { info } = session;
    await session.close();
    return sessionFindings(info, modules);
  } catch (error) {
    if (error instanceof SessionUnavailable || error instanceof SessionLost) return [missing(error)];
    throw error;
  }
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

function sessionFindings(info: SessionInfo, modules: readonly string[]): Finding[] {
  const engine = info.embedded ? ', the embedded engine' : '';
  const findings: Finding[] = [
    {
      status: 'ok',
      subject: 'Session',
      text: `PowerShell ${info.version} (${info.edition}${engine}), ${info.executable}`,
    },
  ];
  if (modules.length > 0) findings.push({ status: 'ok', subject: 'Modules', text: modules.join(', ') });
  if (info.elevated !== null) {
    const text = info.elevated ? 'yes: with administrator rights' : 'no: without administrator rights';
    findings.push({ status: 'note', subject: 'Elevated', text });
  }
  return findings;
}

/** Only the embedded engine needs it, and that only to be built. */
export async function lookAtSdk({ variables }: Environment, tools: SessionTools): Promise<Finding> {
  const found = await tools.findDotnetSdk(variables);
  const subject = '.NET SDK';
  if ('dotnet' in found) return { status: 'ok', subject, text: `${found.version}, ${found.dotnet}` };
  const text = found.code === 'sdk-too-old' ? 'too old for the embedded engine' : 'not found';
  return { status: 'note', subject, text: `${text}; it is needed only where there is no PowerShell` };
}
