import { findPowerShell } from '../src/session/find-powershell.ts';
import { openSession } from '../src/session/open-session.ts';

export interface BenchPowerShell {
  readonly executable: string;
  /** Such as `PowerShell 7.6.9, embedded`. */
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
  const { executable } = found;
  const session = await openSession({ executable, requirements: { modules: [] } });
  const { version, embedded } = session.info;
  await session.close();
  return { executable, version: `PowerShell ${version}${embedded ? ', embedded' : ''}` };
}
