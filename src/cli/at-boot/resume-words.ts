import { resolve } from 'node:path';
import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';

/** The options of `apply` and of `resume`, as far as they say how a run goes on. */
export type AtBootFlags = RunFlags & { readonly asRecorded?: boolean };

/** What a run that goes on by itself is called with: the options that only show or answer are given anew. `output`: the file that gets what it writes. */
export function resumeWords(
  directory: string,
  output: string,
  flags: AtBootFlags,
  { currentDirectory, variables }: Pick<Environment, 'currentDirectory' | 'variables'>,
): readonly string[] {
  const path = (file: string) => resolve(currentDirectory, file);
  const {
    paramsFile = [],
    catalog = [],
    log,
    view,
    verbose,
    yes,
    journalAnchor,
    powershell,
    asRecorded,
  } = flags;
  const ownPowerShell = powershell ?? variables['RUNBOOK_POWERSHELL'];
  return [
    'resume',
    directory,
    '--resume-at-boot',
    `--output=${output}`,
    ...paramsFile.filter((file) => file !== '-').map((file) => `--params-file=${path(file)}`),
    ...catalog.map((file) => `--catalog=${path(file)}`),
    ...(log === undefined ? [] : [`--log=${path(log)}`]),
    ...(journalAnchor === undefined ? [] : [`--journal-anchor=${path(journalAnchor)}`]),
    ...(ownPowerShell === undefined ? [] : [`--powershell=${programPath(ownPowerShell, path)}`]),
    ...(view === undefined || view === 'live' ? [] : [`--view=${view}`]),
    ...(verbose > 0 ? [`-${'v'.repeat(verbose)}`] : []),
    ...(yes ? ['--yes'] : []),
    ...(asRecorded ? ['--as-recorded'] : []),
  ];
}

/** One that is looked for on the PATH stays so. */
function programPath(program: string, path: (file: string) => string): string {
  return /[\\/]/.test(program) ? path(program) : program;
}
