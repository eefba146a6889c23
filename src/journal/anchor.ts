import { appendFileSync, existsSync, statSync } from 'node:fs';
import { readRegularFile } from '../document/read-bytes.ts';
import type { ReadJournal } from './read-journal.ts';
import { READ_AGAIN } from './journal-file.ts';
import { whyUnwritable } from './why-unwritable.ts';

/** One line of an anchor: what a journal had come to at a moment, kept where whoever changes the journal does not reach. */
export interface AnchorLine {
  readonly run: string;
  /** The number of the entry. */
  readonly seq: number;
  /** Milliseconds since the epoch, of the system's clock. */
  readonly time: number;
  /** SHA-256 of the entry's line, without its line end. */
  readonly head: string;
}

/** Where the heads of a journal are written down, besides the journal. */
export interface Anchor {
  append(seq: number, head: string): void;
  /** Tells once, from now on, that it cannot be written any more. The run goes on: what it has done stands in its journal. */
  whenLost(listener: (why: string) => void): void;
}

/** Goes on in the file. Errors: throws those of the file system. */
export function openAnchor(path: string, run: string, now: () => number): Anchor {
  let lost: string | undefined;
  let tell: (why: string) => void = () => undefined;
  const write = (text: string) => appendFileSync(path, text, { mode: 0o600 });
  // A last line that was not written to its end must not take the next one with it.
  write(existsSync(path) && statSync(path).isFile() && !endsALine(path) ? '\n' : '');
  return {
    whenLost(listener) {
      tell = listener;
      if (lost !== undefined) tell(lost);
    },
    append(seq, head) {
      if (lost !== undefined) return;
      const line: AnchorLine = { run, seq, time: now(), head };
      try {
        write(`${JSON.stringify(line)}\n`);
      } catch (error) {
        lost = `the anchor ${path} cannot be written: ${whyUnwritable(error)}`;
        tell(lost);
      }
    },
  };
}

function endsALine(path: string): boolean {
  const bytes = readRegularFile(path, READ_AGAIN);
  return bytes.length === 0 || bytes.at(-1) === 0x0a;
}

/** What an anchor says of a journal: up to which entry it is what it was, or what is wrong. */
export type AnchorVerdict =
  { readonly proved: number; readonly time: number } | { readonly problem: string; readonly help: string };

/** Holds a journal to the lines of an anchor. Errors: throws those of the file system. */
export function holdToAnchor({ entries, end }: ReadJournal, path: string): AnchorVerdict {
  const [{ runId }] = entries;
  const lines = readRegularFile(path, READ_AGAIN).toString('utf8').split('\n').flatMap(lineOf);
  const own = lines.filter(({ run }) => run === runId);
  const newest = own.at(-1);
  if (!newest) {
    const help = 'name the file that the run was given with --journal-anchor';
    return { problem: `${path} has nothing of the run ${runId}`, help };
  }
  const last = Math.max(...own.map(({ seq }) => seq));
  const help = 'look for a copy of the journal: what the run has done is not all in this one';
  if (last >= entries.length) {
    const problem = `the journal has ${entries.length} entries, and there were ${last + 1} at least: its end was cut off`;
    return { problem, help };
  }
  const headOf = (seq: number) => entries[seq + 1]?.prev ?? end.prev;
  const other = own.find(({ seq, head }) => headOf(seq) !== head);
  if (other) return { problem: `entry ${other.seq} is not what it was: the journal was written anew`, help };
  return { proved: last, time: newest.time };
}

function lineOf(text: string): AnchorLine[] {
  try {
    const { run, seq, time, head } = JSON.parse(text) as Partial<AnchorLine>;
    const isLine =
      typeof run === 'string' &&
      typeof seq === 'number' &&
      typeof time === 'number' &&
      typeof head === 'string';
    return isLine ? [{ run, seq, time, head }] : [];
  } catch {
    return [];
  }
}
