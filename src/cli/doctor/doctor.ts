import { Command } from 'commander';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import type { Program } from '../../program/program.ts';
import { cacheDirectory } from '../../session/find/cache-directory.ts';
import { findDotnetSdk } from '../../session/find/dotnet-sdk.ts';
import { findPowerShell } from '../../session/find/find-powershell.ts';
import { openSession } from '../../session/open-session.ts';
import { checkRunbook } from '../validate/check-runbook.ts';
import { findingsText } from './finding.ts';
import {
  lookAtFolder,
  lookAtNode,
  lookAtTemporaryFolder,
  lookAtTerminal,
  lookOnPath,
} from './look-at-machine.ts';
import {
  lookAtPowerShell,
  notInstalledYet,
  type PowerShellFlags,
  type SessionTools,
} from './look-at-powershell.ts';
import { lookAtOwnPowerShell, lookAtSdk } from './look-at-own-powershell.ts';
import { addConnectionOptions, type ConnectionFlags } from '../connection/connection-options.ts';
import { findConnection } from '../connection/find-connection.ts';
import { runbookConnection } from '../../model/runbook-connection.ts';
import type { Environment } from '../environment.ts';
import { findRunbook } from '../find-runbook.ts';
import { allowOutsideOption, catalogOption, type RunFlags } from '../options.ts';
import { coloursOf, writeDiagnostics } from '../write-diagnostics.ts';

const realTools: SessionTools = { findPowerShell, openSession, findDotnetSdk };

/** `runbook doctor`: whether `apply` could run on this machine, and what to do where it could not. Exit 0, 3, or 4 where only the runbook is wrong. */
export function doctorCommand(environment: Environment, tools: SessionTools = realTools): Command {
  const command = new Command('doctor')
    .description('look at this machine: which PowerShell there is, what is missing, and what to do')
    .argument('[runbook]', 'a runbook whose needs (edition, version, modules) have to be met, too')
    .addOption(allowOutsideOption())
    .addOption(catalogOption())
    .option('--powershell <path>', 'the PowerShell to use (also: RUNBOOK_POWERSHELL)')
    .option('--install', "install runbook's own PowerShell now, where the first run would do it");
  return addConnectionOptions(command).action(async (name: string | undefined, flags: DoctorFlags) => {
    const program = name === undefined ? undefined : await loadNamed(name, flags, environment);
    if (program === 'wrong') return;
    const otherwise = program && runbookConnection(program.runbook);
    const reached = await findConnection({ flags, otherwise, purpose: 'open' }, environment);
    if ('connection' in reached) {
      await examine(program, { ...flags, reached: reached.connection }, environment, tools);
      return;
    }
    writeDiagnostics(reached.diagnostics, environment);
    environment.exitCode = reached.exitCode;
  });
}

type DoctorFlags = PowerShellFlags & ConnectionFlags & Pick<RunFlags, 'allowOutside' | 'catalog'>;

async function examine(
  program: Program | undefined,
  flags: PowerShellFlags,
  environment: Environment,
  tools: SessionTools,
): Promise<void> {
  const { variables } = environment;
  const cache = cacheDirectory(variables);
  const sdk = await tools.findDotnetSdk(variables);
  const powershell = await lookAtPowerShell(program, flags, environment, tools, sdk);
  if (powershell === 'stopped') {
    environment.exitCode = 5;
    return;
  }
  const findings = [
    lookAtNode(process.version),
    ...(await lookOnPath(variables)),
    lookAtSdk(sdk),
    lookAtOwnPowerShell(variables, sdk),
    await lookAtFolder(
      'Cache',
      cache,
      "runbook's own PowerShell cannot be installed there: name another folder in RUNBOOK_CACHE_DIR",
    ),
    await lookAtTemporaryFolder(),
    lookAtTerminal(environment),
    ...powershell,
  ];
  const subjects = findings.filter(({ status }) => status === 'missing').map(({ subject }) => subject);
  const missing = [...new Set(subjects)];
  const runbook = program?.runbook;
  const what = runbook ? `"${runbook.name ?? runbook.file.path}"` : 'runbooks';
  const where = flags.reached ? `on "${flags.reached.host}"` : 'on this machine';
  const later = powershell.includes(notInstalledYet)
    ? ', once PowerShell is installed: the first run does it'
    : '';
  const verdict =
    missing.length === 0
      ? `${what} can be applied ${where}${later}`
      : `${what} cannot be applied ${where}: ${missing.join(', ')}`;
  environment.stdout.write(`${findingsText(findings, coloursOf(environment, 'stdout'))}\n${verdict}\n`);
  // The machine has all that it takes, and the runbook is wrong.
  if (missing.length > 0) environment.exitCode = missing.every((each) => each === 'Commands') ? 4 : 3;
}

async function loadNamed(
  name: string,
  { powershell, allowOutside, catalog }: DoctorFlags,
  environment: Environment,
): Promise<Program | 'wrong'> {
  const found = findRunbook(name, environment);
  const { program, diagnostics } =
    'diagnostic' in found
      ? { program: undefined, diagnostics: [found.diagnostic] }
      : await checkRunbook(found, environment, { powershell, allowOutside, catalog });
  if (program && !hasErrors(diagnostics)) return program;
  writeDiagnostics(diagnostics, environment);
  environment.exitCode = 4;
  return 'wrong';
}
