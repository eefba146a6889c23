import { appliedRun, type AppliedRun, type AppliedRunOptions } from './applied-run.ts';
import type { Fixture } from './fixture.ts';

/** One task that gives so many megabytes of text, a thousand characters an object. */
export async function measureFlood(
  fixture: Fixture,
  megabytes: number,
  options: AppliedRunOptions = {},
): Promise<AppliedRun> {
  const file = fixture.write(
    'flood.yml',
    `name: ${megabytes} MB from one task
tasks:
  - name: Flood
    powershell:
      script: |
        $line = 'x' * 1000
        for ($i = 0; $i -lt ${megabytes * 1000}; $i++) { $line }
`,
  );
  return appliedRun(fixture, file, options);
}
