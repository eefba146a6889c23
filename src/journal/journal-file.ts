import { closeSync, fsyncSync, ftruncateSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256 } from '../text/sha256.ts';
import type { EntryBody } from './entry.ts';
import { makeFolder, OWN_FOLDER } from '../files/make-folder.ts';
import { whyUnwritable } from './why-unwritable.ts';

/** A run's files may be looked into by nobody else. */
const FILE_MODE = 0o600;

export const JOURNAL_NAME = 'journal.jsonl';
/** The folder of copies of files, and the one of large values, each called by its SHA-256. */
export const FILES = 'files';
export const VALUES = 'values';

/** Bytes of a journal, of the events of a run and of a large value that are read again. */
export const READ_AGAIN = 256_000_000;

/** The journal of a run could not be written: from then on nothing may be done that it does not know. */
export class JournalLost extends Error {}

/**
 * When an entry is on the disk, with all that was written before it: `now`, when `write` returns; `soon`, with the next one that is kept, or as soon as the program has nothing else to do;
 * `no`, whenever the system has it there.
 */
export type Keep = 'now' | 'soon' | 'no';

/** Writes a run's journal: each entry a line, chained to the line before. Errors: `write` and `keepFile` throw `JournalLost`. */
export interface JournalFile {
  /** The number of the next entry. */
  readonly next: number;
  /** The folder of the run. */
  readonly directory: string;
  write(body: EntryBody, keep: Keep): void;
  /** Has a copy of a file's bytes, called by their hash, and gives that. */
  keepFile(folder: typeof FILES | typeof VALUES, bytes: Uint8Array | string): string;
  /** Writes a text for people beside the journal, as far as that can be done. */
  keepText(name: string, text: string): void;
  close(): void;
}

/** Where a journal goes on: the number of its next entry, and the hash of its last line. */
export interface ChainEnd {
  readonly next: number;
  readonly prev: string;
  /** The length of what is whole, in bytes: a torn last line is written over. */
  readonly size: number;
}

/** The first entry's `prev` is empty. */
const chainStart: ChainEnd = { next: 0, prev: '', size: 0 };

/** `anchor`: is told of each entry that is kept. */
export function openJournal(
  directory: string,
  end: ChainEnd = chainStart,
  anchor?: { append(seq: number, head: string): void },
): JournalFile {
  let { next, prev } = end;
  const path = join(directory, JOURNAL_NAME);
  let file: number;
  const kept = new Set<string>();
  try {
    makeFolder(directory, OWN_FOLDER);
    file = openSync(path, end.next === 0 ? 'wx' : 'r+', FILE_MODE);
    if (end.next === 0) syncFolder(dirname(directory));
    else ftruncateSync(file, end.size);
  } catch (error) {
    throw lost(error, path);
  }
  let at = end.size;
  /** What `soon` could not keep: the system tells it once, and then forgets what it has lost. */
  let broken: JournalLost | undefined;
  let due: NodeJS.Immediate | undefined;
  const attempt = (act: () => void): void => {
    if (broken) throw broken;
    try {
      act();
    } catch (error) {
      throw lost(error, path);
    }
  };
  const sync = (): void => {
    clearImmediate(due);
    due = undefined;
    attempt(() => fsyncSync(file));
    anchor?.append(next - 1, prev);
  };
  const syncSoon = (): void => {
    due ??= setImmediate(() => {
      try {
        sync();
      } catch (error) {
        broken = error as JournalLost;
      }
    });
  };

  return {
    get next() {
      return next;
    },
    directory,
    write(body, keep) {
      const line = JSON.stringify({ seq: next, prev, ...body });
      attempt(() => {
        const bytes = Buffer.from(`${line}\n`);
        for (let from = 0; from < bytes.length;) {
          const written = writeSync(file, bytes, from, bytes.length - from, at);
          from += written;
          at += written;
        }
      });
      prev = sha256(line);
      next++;
      if (keep === 'now') sync();
      else if (keep === 'soon') syncSoon();
    },
    keepFile(folder, bytes) {
      const hash = sha256(bytes);
      if (kept.has(hash)) return hash;
      attempt(() => {
        const place = join(directory, folder);
        makeFolder(place, OWN_FOLDER);
        writeFileSync(join(place, hash), bytes, { mode: FILE_MODE, flush: true });
        syncFolder(place);
      });
      kept.add(hash);
      return hash;
    },
    keepText(name, text) {
      const path = join(directory, name);
      try {
        writeFileSync(path, text, { mode: FILE_MODE });
      } catch {
        // The journal says what happened; half a text says something else.
        rmSync(path, { force: true });
      }
    },
    close() {
      try {
        if (due) sync();
        closeSync(file);
      } catch {
        // What a run ends with is kept now, and says so where it cannot be.
      }
    },
  };
}

/** A name in a folder is kept when the folder is; Windows keeps it by itself and does not open folders. */
function syncFolder(directory: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(directory, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function lost(error: unknown, path: string): JournalLost {
  return new JournalLost(`the journal ${path} cannot be written: ${whyUnwritable(error)}`);
}
