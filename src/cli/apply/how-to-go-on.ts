import { join } from 'node:path';
import { argumentWord } from '../../actions/call-text.ts';
import { runsDirectory, stateDirectory } from '../../journal/state-directory.ts';
import type { Environment } from '../environment.ts';

/** The command that goes on with a run, for its end. One that is not kept where `resume` looks goes by its folder. `byItself`: what goes on with it at the start of the machine, and where that writes. */
export function howToGoOn(
  runId: string,
  directory: string,
  { variables }: Pick<Environment, 'variables'>,
  byItself?: { readonly by: string; readonly output: string },
): string {
  const isKnown = directory === join(runsDirectory(stateDirectory(variables)), runId);
  const run = isKnown ? runId : argumentWord(directory);
  const command = `runbook resume ${run}\n`;
  if (!byItself) return `\nto go on with this run: ${command}`;
  return `\nit goes on by itself when this machine has started (${byItself.by}); what it says then is in ${argumentWord(byItself.output)}, and what has come of it says: runbook show ${run}\nwhere it does not: ${command}`;
}
