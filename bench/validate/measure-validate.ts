import { dirname } from 'node:path';
import { measuredRun } from '../measured-run.ts';
import { median } from '../statistics.ts';
import type { WorkingFolder } from '../working-folder.ts';
import { fiftyTasks } from './fifty-tasks.ts';
import { shapes } from './shapes.ts';
import { folderOfRunbooks, runbookOfFiles } from './thousand-files.ts';

/** The numbers of tasks that say whether a shape is linear: two steps, so that the start does not count. */
export const COUNTS = [2000, 8000, 20_000] as const;
const ROUNDS = 15;
const LARGE_ROUNDS = 3;

/** Milliseconds from start to end of processes: medians. */
export interface ValidateResults {
  /** A Node that does nothing. */
  readonly node: number;
  readonly fifty: number;
  readonly large: number;
  /** One runbook, and a folder of runbooks. */
  readonly files: number;
  readonly runbooks: number;
  readonly shapes: readonly ShapeResult[];
}

export interface ShapeResult {
  readonly name: string;
  /** For each of `COUNTS`. */
  readonly durations: readonly number[];
}

export async function measureValidate(
  folder: WorkingFolder,
  say: (what: string) => void,
): Promise<ValidateResults> {
  const validate = async (path: string): Promise<number> =>
    (await measuredRun(process.execPath, [folder.runbook, 'validate', path], { cwd: folder.directory }))
      .duration;
  const fiftyPath = folder.write('fifty.yml', fiftyTasks());
  const [flat] = shapes;
  if (!flat) throw new TypeError('there are no shapes');
  say('50 tasks');
  const node: number[] = [];
  const fifty: number[] = [];
  // The first runs parse the scripts, and fill the cache of compiled code.
  for (let round = 0; round < 5; round++) await validate(fiftyPath);
  for (let round = 0; round < ROUNDS; round++) {
    node.push((await measuredRun(process.execPath, ['--eval', '0'])).duration);
    fifty.push(await validate(fiftyPath));
  }
  const files = runbookOfFiles(folder);
  const runbooks = folderOfRunbooks(folder);
  const measured: Record<'large' | 'files' | 'runbooks', number[]> = { large: [], files: [], runbooks: [] };
  const largePath = writeShape(flat.name, flat.files(20_000));
  for (let round = 1; round <= LARGE_ROUNDS; round++) {
    say(`20,000 tasks and 1,000 files: round ${round} of ${LARGE_ROUNDS}`);
    measured.large.push(await validate(largePath));
    measured.files.push(await validate(files));
    measured.runbooks.push(await validate(runbooks));
  }
  const results: ShapeResult[] = [];
  for (const { name, files: make, inFolders = false } of shapes) {
    say(`${COUNTS.join(', ')} tasks: ${name}`);
    const durations: number[] = [];
    for (const tasks of COUNTS) {
      const written = writeShape(`${name}-${tasks}`, make(tasks));
      const path = inFolders ? dirname(written) : written;
      // The better of two: what is compared are differences of times.
      durations.push(Math.min(await validate(path), await validate(path)));
    }
    results.push({ name, durations });
  }
  return {
    node: median(node),
    fifty: median(fifty),
    large: median(measured.large),
    files: median(measured.files),
    runbooks: median(measured.runbooks),
    shapes: results,
  };

  function writeShape(name: string, texts: Readonly<Record<string, string>>): string {
    const inFolder = name.replaceAll(' ', '-');
    for (const [path, text] of Object.entries(texts)) folder.write(`${inFolder}/${path}`, text);
    return `${inFolder}/runbook.yml`;
  }
}
