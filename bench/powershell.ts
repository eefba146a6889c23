import { findPowerShell } from '../src/session/find/find-powershell.ts';
import { openSession } from '../src/session/open-session.ts';
import type { PowerShellProgram } from '../src/session/find/powershell-program.ts';

export interface BenchPowerShell {
  readonly program: PowerShellProgram;
  /** Such as `PowerShell 7.6.9`. */
  readonly version: string;
}

/** The PowerShell that `runbook apply` would take here. */
export async function findPowerShellForBench(): Promise<BenchPowerShell> {
  const found = await findPowerShell({
    environment: process.env,
    rehearsal: false,
    onProgress: (line) => console.error(line),
  });
  if ('problem' in found) throw new Error(`${found.problem.message}\n${found.problem.help}`);
  const { powershell: program } = found;
  const session = await openSession({ powershell: program, requirements: { modules: [] } });
  const { version } = session.info;
  await session.close();
  return { program, version: `PowerShell ${version}` };
}
