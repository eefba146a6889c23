import { join } from 'node:path';
import { readRegularFile } from '../document/read-bytes.ts';
import { JOURNAL_FORMAT, type Entry, type RunEntry } from './entry.ts';
import { sha256 } from '../text/sha256.ts';
import { JOURNAL_NAME, READ_AGAIN, type ChainEnd } from './journal-file.ts';

export interface ReadJournal {
  /** All that is whole and chained, from the first line on. */
  readonly entries: readonly [RunEntry & Entry, ...Entry[]];
  /** Where the next entry goes. */
  readonly end: ChainEnd;
  /** The last line was not written to its end: whatever it was about to say had not been said. */
  readonly torn: boolean;
}

/** Why a journal cannot be gone by: there is none, or it has been changed. */
export interface JournalProblem {
  readonly problem: string;
  readonly help: string;
}

/** Reads a run's journal and follows its chain. A torn last line is none; any other line that does not fit is a problem. */
export function readJournal(directory: string): ReadJournal | JournalProblem {
  const path = join(directory, JOURNAL_NAME);
  let bytes: Buffer;
  try {
    bytes = readRegularFile(path, READ_AGAIN);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const problem =
      code === 'ENOENT' ? `there is no journal in ${directory}` : `${path} cannot be read: ${message}`;
    return { problem, help: '`runbook runs` lists the runs of this user' };
  }
  if (bytes.length > READ_AGAIN) {
    const problem = `${path} has more than the ${READ_AGAIN / 1e6} MB that are read`;
    return { problem, help: 'what happened stands in it, one JSON object a line' };
  }
  const entries: Entry[] = [];
  let prev = '';
  let from = 0;
  while (from < bytes.length) {
    const end = bytes.indexOf(0x0a, from);
    if (end < 0) break;
    const line = bytes.toString('utf8', from, end);
    const entry = entryOf(line);
    const isLast = end === bytes.length - 1;
    if (!entry) {
      // A crash of the machine can leave a line of which only the length is right.
      if (isLast && entries.length > 0) break;
      return damaged(path, entries.length + 1, 'is no entry');
    }
    if (entry.seq !== entries.length || entry.prev !== prev) {
      const why =
        entry.seq === entries.length ? 'does not fit to the line before' : `has the number ${entry.seq}`;
      return damaged(path, entries.length + 1, why);
    }
    entries.push(entry);
    prev = sha256(line);
    from = end + 1;
  }
  const [first, ...others] = entries;
  if (first?.type !== 'run') return damaged(path, 1, 'is not the beginning of a run');
  if (first.format !== JOURNAL_FORMAT) {
    const problem = `${path} is of format ${first.format}, and this runner reads format ${JOURNAL_FORMAT}`;
    return { problem, help: `use the runner that wrote it: ${first.runner}` };
  }
  return {
    entries: [first, ...others],
    end: { next: entries.length, prev, size: from },
    torn: from < bytes.length,
  };
}

function entryOf(line: string): Entry | undefined {
  try {
    const entry = JSON.parse(line) as Entry | null;
    return typeof entry === 'object' && typeof entry?.type === 'string' ? entry : undefined;
  } catch {
    return undefined;
  }
}

function damaged(path: string, line: number, why: string): JournalProblem {
  return {
    problem: `${path}: line ${line} ${why}: the journal has been changed, or a part of it is missing`,
    help: 'nothing can be said of the run from there on; look for a copy of the journal',
  };
}
