import { join } from 'node:path';
import { argumentWord } from '../../actions/call-text.ts';
import { runsDirectory, stateDirectory } from '../../journal/state-directory.ts';
import type { Environment } from '../environment.ts';

/** The command that goes on with a run, for its end. One that is not kept where `resume` looks goes by its folder. */
export function howToGoOn(
  runId: string,
  directory: string,
  { variables }: Pick<Environment, 'variables'>,
): string {
  const isKnown = directory === join(runsDirectory(stateDirectory(variables)), runId);
  return `\nto go on with this run: runbook resume ${isKnown ? runId : argumentWord(directory)}\n`;
}
