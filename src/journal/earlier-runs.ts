import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { spreadOf, type EarlierRuns, type EarlierTimes } from '../plan/takes.ts';
import { hostOfRun } from './connection-by-now.ts';
import { JOURNAL_FORMAT, type Entry, type RunEntry } from './entry.ts';
import { JOURNAL_NAME } from './journal-file.ts';

/** Runs that count, and folders that are looked at for them; the newest first. */
const MOST_RUNS = 20;
const MOST_FOLDERS = 500;

/** How much of a file is read at once, in bytes, and how long a line may be. */
const PIECE = 64 * 1024;
const LONGEST_LINE = 64 * 1024 * 1024;

/**
 * How long tasks in windows took in earlier runs of a runbook on a host, by the journals in the folder; what cannot be read is not there. Rehearsals and checks say
 * nothing of that.
 */
export function earlierRuns(
  folder: string,
  { path, host }: { readonly path: string; readonly host: string },
  keys: ReadonlySet<string>,
): EarlierRuns {
  const seen = new Map<string, [milliseconds: number, times: number][]>();
  let runs = 0;
  for (const name of runNames(folder).slice(0, MOST_FOLDERS)) {
    const windows = windowsOf(join(folder, name, JOURNAL_NAME), path, host);
    if (windows.length === 0) continue;
    for (const [key, [milliseconds, times]] of windows.flatMap((each) => Object.entries(each))) {
      if (keys.has(key)) seen.set(key, [...(seen.get(key) ?? []), [milliseconds, times]]);
    }
    if (++runs === MOST_RUNS) break;
  }
  return new Map(Array.from(seen, ([key, times]) => [key, timesOf(times)]));
}

function timesOf(seen: readonly (readonly [milliseconds: number, times: number])[]): EarlierTimes {
  const done = seen.filter(([, times]) => times > 0).map(([milliseconds, times]) => milliseconds / times);
  return {
    count: seen.length,
    once: done.length === 0 ? undefined : spreadOf(done),
    inAll: spreadOf(seen.map(([milliseconds]) => milliseconds)),
  };
}

function runNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder).toSorted().toReversed();
  } catch {
    return [];
  }
}

function windowsOf(journal: string, path: string, host: string) {
  try {
    const file = openSync(journal, 'r');
    try {
      const run = JSON.parse(firstLine(file)) as RunEntry;
      const isSame = hostOfRun(run) === host && resolve(run.currentDirectory, run.path) === path;
      if (run.format !== JOURNAL_FORMAT || run.mode !== 'apply' || !isSame) return [];
      const last = JSON.parse(lastLine(file)) as Entry;
      return last.type === 'finished' ? (last.windows ?? []) : [];
    } finally {
      closeSync(file);
    }
  } catch {
    // A folder that is no run, a line that is torn: nothing that a run would have to wait for.
    return [];
  }
}

/** Errors: throws those of the file system, and `RangeError` where the line is too long. */
function firstLine(file: number): string {
  return lineWithin(
    file,
    (size) => [0, size],
    (bytes) => {
      const end = bytes.indexOf(0x0a);
      return end < 0 ? undefined : bytes.toString('utf8', 0, end);
    },
  );
}

function lastLine(file: number): string {
  const { size: whole } = fstatSync(file);
  return lineWithin(
    file,
    (size) => [Math.max(0, whole - size), Math.min(whole, size)],
    (bytes) => {
      const begin = bytes.lastIndexOf(0x0a, bytes.length - 2);
      return begin < 0 ? undefined : bytes.toString('utf8', begin + 1, bytes.length - 1);
    },
  );
}

/** Reads more and more of the file, until the line is in it. */
function lineWithin(
  file: number,
  placeOf: (size: number) => readonly [position: number, length: number],
  lineIn: (bytes: Buffer) => string | undefined,
): string {
  for (let size = PIECE; size <= LONGEST_LINE; size *= 4) {
    const [position, length] = placeOf(size);
    const bytes = Buffer.alloc(length);
    const read = readSync(file, bytes, 0, length, position);
    const line = lineIn(bytes.subarray(0, read));
    if (line !== undefined) return line;
    if (read < size) break;
  }
  throw new RangeError('there is no such line, or it is too long');
}
