import type { Fixture } from './fixture.ts';
import { measuredRun } from './measured-run.ts';
import { median } from './statistics.ts';

/** Milliseconds from start to end of what needs no PowerShell, and of a Node that does nothing: medians. */
export interface Startup {
  readonly node: number;
  readonly version: number;
  readonly validate: number;
}

const SMALL = `name: A small runbook
tasks:
  - name: Say hello
    debug: { msg: hello }
  - name: List the folder
    command: [ls, -l]
`;

/** In turn, so that a busy moment of the machine does not fall on one of them alone. */
export async function measureStartup(fixture: Fixture, rounds: number): Promise<Startup> {
  const commands: Readonly<Record<keyof Startup, readonly string[]>> = {
    node: ['--eval', '0'],
    version: [fixture.runbook, '--version'],
    validate: [fixture.runbook, 'validate', fixture.write('small.yml', SMALL)],
  };
  const times: Record<keyof Startup, number[]> = { node: [], version: [], validate: [] };
  const names = Object.keys(times) as (keyof Startup)[];
  // The first run of all reads from the disk, and fills Node's compile cache.
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const { duration } = await measuredRun(process.execPath, commands[name]);
      if (round > 0) times[name].push(duration);
    }
  }
  return { node: median(times.node), version: median(times.version), validate: median(times.validate) };
}
