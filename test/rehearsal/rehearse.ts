import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Sandbox } from '../harness/sandbox.ts';
import { readCalls } from './calls.ts';
import type { Ending } from './expectation.ts';

/** Plays a scenario as a user would, and keeps its state to see which calls there were. */
export async function rehearse(sandbox: Sandbox, runbook: string, scenario: string): Promise<Ending> {
  const state = join(sandbox.directory, `state-${scenario}`);
  const options = ['--scenario', scenario, '--view', 'json', '--keep', state];
  const { exitCode, events, stdout, stderr } = await sandbox.run(['rehearse', runbook, ...options]);
  const log = join(state, 'calls.log');
  const calls = existsSync(log) ? readCalls(log) : [];
  return { exitCode, events, calls, transcript: `${stdout}\n${stderr}` };
}
