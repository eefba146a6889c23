import { resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import {
  createRehearsalState,
  keptRehearsalState,
  type RehearsalState,
} from '../../rehearsal/rehearsal-state.ts';
import { folderTrouble } from '../../session/process/temporary-folder.ts';
import { SessionUnavailable } from '../../session/session.ts';
import type { Environment } from '../environment.ts';
import type { KnownRun } from '../runs/known-runs.ts';
import type { PreparedRun } from './prepare-run.ts';

/** The simulated machine of a rehearsal that begins, as its scenario has it. */
export function newMachine(
  { scenario }: PreparedRun,
  { keep }: { readonly keep?: string },
  { currentDirectory }: Environment,
  runId: string,
): RehearsalState | SessionUnavailable | { readonly diagnostic: Diagnostic } {
  try {
    return createRehearsalState(scenario, keep && resolve(currentDirectory, keep), runId);
  } catch (error) {
    if (error instanceof SessionUnavailable) return error;
    if (keep === undefined || typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    const trouble = folderTrouble(error as NodeJS.ErrnoException);
    const message = `the folder that --keep names, "${keep}", ${trouble}; nothing was run`;
    const help = 'name a folder that can be made and written';
    return { diagnostic: { code: 'cannot-write', severity: 'error', message, help } };
  }
}

/** The simulated machine of a rehearsal that goes on; undefined for any other run. */
export function machineBefore({
  run,
  directory,
}: KnownRun): RehearsalState | { readonly diagnostic: Diagnostic } | undefined {
  if (run.machine === undefined) return undefined;
  const machine = resolve(directory, run.machine);
  const state = keptRehearsalState(machine, run.runId);
  if (state) return state;
  return {
    diagnostic: {
      code: 'not-resumable',
      severity: 'error',
      message: `the simulated machine of the run ${run.runId} is not in ${machine} any more; nothing was done`,
      help: 'another rehearsal has begun there since: rehearse it anew, with a folder of its own for --keep',
    },
  };
}
