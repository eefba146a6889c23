import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/** The rehearsal that lies beside a runbook. */
export interface Rehearsal {
  /** `NAME/rehearsal` beside `NAME.yml`. */
  readonly directory: string;
  readonly scenarios: readonly ScenarioFile[];
}

export interface ScenarioFile {
  readonly name: string;
  readonly path: string;
}

/** Nothing where the runbook has no rehearsal. */
export function findRehearsal(runbookPath: string): Rehearsal | undefined {
  const directory = rehearsalDirectory(runbookPath);
  if (!existsSync(directory)) return undefined;
  const folder = join(directory, 'scenarios');
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => /\.ya?ml$/.test(file)) : [];
  const scenarios = files
    .toSorted()
    .map((file) => ({ name: basename(file, extname(file)), path: join(folder, file) }));
  return { directory, scenarios };
}

export function rehearsalDirectory(runbookPath: string): string {
  return join(dirname(runbookPath), basename(runbookPath, extname(runbookPath)), 'rehearsal');
}
