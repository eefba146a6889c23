import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { encodeData } from '../session/clixml/encode-data.ts';
import { SessionUnavailable } from '../session/session.ts';
import { folderTrouble, temporaryFolderProblem } from '../session/process/temporary-folder.ts';
import type { Scenario } from './scenario.ts';

/** The folder in which a rehearsal's stand-ins keep their state. */
export interface RehearsalState {
  readonly directory: string;
  /** Removes it, unless it was asked to be kept. */
  dispose(): void;
}

/**
 * Makes the folder and writes the scenario's state into it, as `powershell/Rehearsal.psm1` reads it. With `keep` it is that folder, begun
 * anew, and it stays.
 * Errors: throws `SessionUnavailable` where the folder cannot be written.
 */
export function createRehearsalState(
  scenario: Scenario | undefined,
  keep: string | undefined,
): RehearsalState {
  try {
    return createState(scenario, keep);
  } catch (error) {
    if (keep === undefined) throw temporaryFolderProblem(error, tmpdir());
    throw new SessionUnavailable(
      'temporary-folder',
      `the folder that --keep names, "${keep}", ${folderTrouble(error as NodeJS.ErrnoException)}`,
      'name a folder that can be made and written',
    );
  }
}

function createState(scenario: Scenario | undefined, keep: string | undefined): RehearsalState {
  const directory = keep === undefined ? mkdtempSync(join(tmpdir(), 'runbook-rehearsal-')) : resolve(keep);
  mkdirSync(directory, { recursive: true });
  // What an earlier rehearsal left there must not count.
  for (const file of ['clock', 'calls.log']) rmSync(join(directory, file), { force: true });
  const state = scenario?.state ?? new Map([['faults', new Map()]]);
  writeFileSync(join(directory, 'state.clixml'), encodeData(state));
  return {
    directory,
    dispose() {
      if (keep === undefined) rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
