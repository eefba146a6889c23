import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeData } from '../session/clixml/encode-data.ts';
import { temporaryFolderProblem } from '../session/process/temporary-folder.ts';
import { RESTARTS } from './rehearsed-machine.ts';
import type { Scenario } from './scenario.ts';
import { makeFolder } from '../files/make-folder.ts';

/** The folder in which a rehearsal's stand-ins keep their state. */
export interface RehearsalState {
  readonly directory: string;
  /** It stays when the rehearsal is over. */
  readonly isKept: boolean;
  /** Removes it, unless it was asked to be kept. */
  dispose(): void;
}

/** The id of the run whose machine the folder has. */
const OWNER = 'run';

/**
 * Makes the folder and writes the scenario's state into it, as `powershell/Rehearsal.psm1` reads it. With `keep`, an absolute path, it is that folder, begun
 * anew, and it stays.
 * Errors: throws what the file system says of `keep`, and `SessionUnavailable` where there is no folder for temporary files.
 */
export function createRehearsalState(
  scenario: Scenario | undefined,
  keep: string | undefined,
  runId: string,
): RehearsalState {
  try {
    return createState(scenario, keep, runId);
  } catch (error) {
    throw keep === undefined ? temporaryFolderProblem(error, tmpdir()) : error;
  }
}

/** The machine of an earlier rehearsal as that has left it; undefined where it is there no more, or belongs to another rehearsal since. */
export function keptRehearsalState(directory: string, runId: string): RehearsalState | undefined {
  try {
    if (readFileSync(join(directory, OWNER), 'utf8') !== runId) return undefined;
  } catch {
    return undefined;
  }
  return { directory, isKept: true, dispose: () => undefined };
}

function createState(
  scenario: Scenario | undefined,
  keep: string | undefined,
  runId: string,
): RehearsalState {
  const directory = keep ?? mkdtempSync(join(tmpdir(), 'runbook-rehearsal-'));
  makeFolder(directory);
  // What an earlier rehearsal left there must not count.
  for (const file of ['clock', 'calls.log', 'effects.log', RESTARTS])
    rmSync(join(directory, file), { force: true });
  const state = scenario?.state ?? new Map([['faults', new Map()]]);
  writeFileSync(join(directory, 'state.clixml'), encodeData(state));
  writeFileSync(join(directory, OWNER), runId);
  return {
    directory,
    isKept: keep !== undefined,
    dispose() {
      if (keep === undefined) rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
