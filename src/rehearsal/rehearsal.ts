import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** The runbook that is to be rehearsed. */
export interface RehearsedRunbook {
  /** Absolute. */
  readonly path: string;
  /** As messages name it. */
  readonly shown: string;
}

/** The rehearsal that lies beside a runbook. */
export interface Rehearsal {
  /** `NAME/rehearsal` beside `NAME.yml`. */
  readonly directory: string;
  readonly scenarios: readonly ScenarioFile[];
  /** Why its scenarios cannot be told. */
  readonly problem: Diagnostic | undefined;
}

export interface ScenarioFile {
  readonly name: string;
  readonly path: string;
  /** As messages name it. */
  readonly shown: string;
  /** The runbook's folder, in which it has to lie. */
  readonly root: string;
}

/** Nothing where the runbook has no rehearsal. */
export function findRehearsal({ path, shown }: RehearsedRunbook): Rehearsal | undefined {
  const directory = rehearsalDirectory(path);
  if (!existsSync(directory)) return undefined;
  const folder = join(directory, 'scenarios');
  try {
    const scenarios = readdirSync(folder)
      .filter((file) => /\.ya?ml$/.test(file))
      .map((file) => ({
        name: basename(file, extname(file)),
        path: join(folder, file),
        shown: join(rehearsalDirectory(shown), 'scenarios', file),
        root: dirname(path),
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return { directory, scenarios, problem: undefined };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // There need not be any.
    if (code === 'ENOENT') return { directory, scenarios: [], problem: undefined };
    return {
      directory,
      scenarios: [],
      problem: unlisted(
        folder,
        code === 'ENOTDIR' ? 'it is no folder' : code === 'ELOOP' ? 'its links lead in a circle' : message,
      ),
    };
  }
}

function unlisted(folder: string, why: string): Diagnostic {
  return {
    code: 'file-unreadable',
    severity: 'error',
    message: `"${folder}" cannot be read: ${why}`,
    help: 'scenarios are YAML files in this folder; a rehearsal without any has no such folder',
  };
}

export function rehearsalDirectory(runbookPath: string): string {
  return join(dirname(runbookPath), basename(runbookPath, extname(runbookPath)), 'rehearsal');
}
