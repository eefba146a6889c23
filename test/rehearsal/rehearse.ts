import { execa } from 'execa';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunEvent } from '../../src/events/run-event.ts';
import { readCalls } from './calls.ts';
import type { Ending } from './expectation.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Plays a scenario through the command line, with its state kept in the folder `state`. */
export async function rehearse(
  runbook: string,
  scenario: string,
  state: string,
  cwd = root,
): Promise<Ending> {
  const main = join(root, 'src', 'cli', 'main.ts');
  const tsx = import.meta.resolve('tsx');
  const options = ['--scenario', scenario, '--view', 'json', '--keep', state];
  const result = await execa(process.execPath, ['--import', tsx, main, 'rehearse', runbook, ...options], {
    cwd,
    reject: false,
    stdin: 'ignore',
  });
  const lines = result.stdout.split('\n').filter((line) => line.startsWith('{'));
  const log = join(state, 'calls.log');
  return {
    exitCode: result.exitCode ?? null,
    events: lines.map((line) => JSON.parse(line) as RunEvent),
    calls: existsSync(log) ? readCalls(log) : [],
    transcript: `${result.stdout}\n${result.stderr}`,
  };
}
