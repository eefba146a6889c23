import { COMMAND, type Fixture } from './fixture.ts';
import { measuredRun } from './measured-run.ts';
import { median } from './statistics.ts';

/** Milliseconds for one call in a process of its own: the median of so many. */
export async function measureProcessEach(fixture: Fixture, processes: number): Promise<number> {
  const command = `Import-Module '${fixture.module.replaceAll("'", "''")}'; ${COMMAND}`;
  const { executable, arguments: leading } = fixture.powershell;
  const durations: number[] = [];
  for (let index = 0; index < processes; index++) {
    const args = [...leading, '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', command];
    durations.push((await measuredRun(executable, args)).duration);
  }
  return median(durations);
}
