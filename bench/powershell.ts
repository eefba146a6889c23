import { findOrBuildEmbeddedEngine } from '../src/session/embedded-engine.ts';

export interface BenchPowerShell {
  readonly executable: string;
  /** Such as `PowerShell 7.6.9, embedded`. */
  readonly version: string;
}

/** The PowerShell that `runbook apply` would take here. */
export async function findPowerShellForBench(): Promise<BenchPowerShell> {
  const found = await findOrBuildEmbeddedEngine({ onProgress: (line) => console.error(line) });
  if ('problem' in found) throw new Error(`${found.problem.message}\n${found.problem.help}`);
  return { executable: found.executable, version: `PowerShell ${found.version}, embedded` };
}
