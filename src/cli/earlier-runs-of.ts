import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { earlierRuns } from '../journal/earlier-runs.ts';
import { runsDirectory, stateDirectory } from '../journal/state-directory.ts';
import { noEarlierRuns, type EarlierRuns } from '../plan/takes.ts';
import type { Program } from '../program/program.ts';
import { windowTasks } from '../program/window-tasks.ts';
import type { Environment } from './environment.ts';
import type { FoundRunbook } from './find-runbook.ts';
import type { RunFlags } from './options.ts';

/** How long the tasks of a runbook's windows took in its earlier runs on a host (missing: this one), by the journals of this user, or those in the folder of `--journal`. */
export function earlierRunsOf(
  program: Program,
  { path }: FoundRunbook,
  { journal, host }: Pick<RunFlags, 'journal'> & { readonly host?: string | undefined },
  { variables, currentDirectory }: Pick<Environment, 'variables' | 'currentDirectory'>,
): EarlierRuns {
  const tasks = windowTasks(program);
  if (tasks.size === 0) return noEarlierRuns;
  const folder =
    typeof journal === 'string'
      ? resolve(currentDirectory, journal)
      : runsDirectory(stateDirectory(variables));
  const keys = new Set(Array.from(tasks.values(), ({ key }) => key));
  return earlierRuns(
    folder,
    { path: resolve(currentDirectory, path), host: host?.toLowerCase() ?? hostname() },
    keys,
  );
}
