import { Command } from 'commander';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import type { Runbook } from '../../model/runbook.ts';
import { findDotnetSdk } from '../../session/dotnet-sdk.ts';
import { cacheDirectory } from '../../session/embedded-engine.ts';
import { findPowerShell } from '../../session/find-powershell.ts';
import { openSession } from '../../session/open-session.ts';
import { checkRunbook } from '../check-runbook.ts';
import { findingsText } from '../doctor/finding.ts';
import {
  lookAtFolder,
  lookAtNode,
  lookAtTemporaryFolder,
  lookAtTerminal,
  lookOnPath,
} from '../doctor/look-at-machine.ts';
import { lookAtPowerShell, lookAtSdk, type SessionTools } from '../doctor/look-at-powershell.ts';
import type { Environment } from '../environment.ts';
import { findRunbook } from '../find-runbook.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';

const realTools: SessionTools = { findPowerShell, openSession, findDotnetSdk };

/** `runbook doctor`: whether `apply` could run on this machine, and what to do where it could not. Exit 0 or 3. */
export function doctorCommand(environment: Environment, tools: SessionTools = realTools): Command {
  return new Command('doctor')
    .description('look at this machine: which PowerShell there is, what is missing, and what to do')
    .argument('[runbook]', 'a runbook whose needs (edition, version, modules) have to be met, too')
    .option('--powershell <path>', 'the PowerShell to use (also: RUNBOOK_POWERSHELL)')
    .action(async (name: string | undefined, { powershell }: { powershell?: string }) => {
      const runbook = name === undefined ? undefined : loadNamed(name, environment);
      if (runbook !== 'wrong') await examine(runbook, powershell, environment, tools);
    });
}

async function examine(
  runbook: Runbook | undefined,
  powershell: string | undefined,
  environment: Environment,
  tools: SessionTools,
): Promise<void> {
  const { variables } = environment;
  const cache = cacheDirectory(variables);
  const findings = [
    lookAtNode(process.version),
    ...(await lookOnPath(variables)),
    await lookAtSdk(environment, tools),
    await lookAtFolder(
      'Cache',
      cache,
      'the embedded engine cannot be built: name another folder in RUNBOOK_CACHE_DIR',
    ),
    await lookAtTemporaryFolder(),
    lookAtTerminal(environment),
    ...(await lookAtPowerShell(runbook, powershell, environment, tools)),
  ];
  const missing = findings.filter(({ status }) => status === 'missing').map(({ subject }) => subject);
  const what = runbook ? `"${runbook.name ?? runbook.file.path}"` : 'runbooks';
  const verdict =
    missing.length === 0
      ? `${what} can be applied on this machine`
      : `${what} cannot be applied on this machine: ${missing.join(', ')}`;
  environment.stdout.write(`${findingsText(findings)}\n${verdict}\n`);
  if (missing.length > 0) environment.exitCode = 3;
}

function loadNamed(name: string, environment: Environment): Runbook | 'wrong' {
  const found = findRunbook(name, environment);
  const { runbook, diagnostics } =
    'diagnostic' in found
      ? { runbook: undefined, diagnostics: [found.diagnostic] }
      : checkRunbook(found, environment);
  if (runbook && !hasErrors(diagnostics)) return runbook;
  writeDiagnostics(diagnostics, environment.stderr);
  environment.exitCode = 4;
  return 'wrong';
}
