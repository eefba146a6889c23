import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EffectPort } from '../../src/engine/effects.ts';
import { nodeOf } from '../../src/events/instance.ts';
import { computes } from '../../src/journal/on-record.ts';
import type { ResumedEntry, RunEntry } from '../../src/journal/entry.ts';
import { openJournal, type JournalFile } from '../../src/journal/journal-file.ts';
import { createJournalPort, type Past } from '../../src/journal/journal-port.ts';
import { readJournal, type ReadJournal } from '../../src/journal/read-journal.ts';
import { readValue } from '../../src/journal/read-value.ts';
import { createRecorder } from '../../src/journal/recorder.ts';
import { createSecretBook, type SecretBook } from '../../src/journal/secret-book.ts';
import { createComputingEffects } from './computing-effects.ts';
import { tapeOf } from '../../src/journal/tape.ts';

export interface Recording {
  readonly port: EffectPort;
  /** Where the journal lies. */
  readonly directory: string;
  /** What the run comes to know has to be told to it. */
  readonly book: SecretBook;
  close(): void;
  /** Removes the journal, too. */
  remove(): void;
}

/** The first entry of a journal, as far as tests need it. */
const header = { type: 'run', format: 1 } as RunEntry;

/** The entry with which somebody goes on, but for where. */
const resumed: Omit<ResumedEntry, 'at'> = {
  ...{ type: 'resumed', time: 0, host: 'test', user: 'test', powershell: [], verdicts: {} },
};

/** A port that keeps a journal, in a folder of its own. */
export function recordEffects(
  live: EffectPort,
  secrets: readonly string[] = [],
  { before, onLive = () => undefined, onWrite = () => undefined }: RecordOptions = {},
): Recording {
  const directory = before?.directory ?? mkdtempSync(join(tmpdir(), 'runbook-journal-'));
  const read = before && journalIn(directory);
  const file = openJournal(directory, read?.end);
  const journal: JournalFile = {
    ...file,
    get next() {
      return file.next;
    },
    write(body, keep) {
      file.write(body, keep);
      onWrite();
    },
  };
  if (!read) journal.write(header, 'no');
  else journal.write({ ...resumed, at: read.end.next }, 'no');
  const book = createSecretBook(secrets);
  const recorder = createRecorder(live, journal, book, () => 'hash');
  const past = read && { ...pastIn(directory, read, book), onLive };
  return {
    port: createJournalPort(recorder, live, past),
    directory,
    book,
    close: () => journal.close(),
    remove() {
      journal.close();
      rmSync(directory, { recursive: true });
    },
  };
}

interface RecordOptions {
  /** The folder with the journal of what was before. */
  readonly before?: { readonly directory: string } | undefined;
  readonly onLive?: Past['onLive'];
  /** Called after each entry. */
  readonly onWrite?: () => void;
}

export interface Replay {
  readonly port: EffectPort;
  readonly book: SecretBook;
  /** Whether the journal came to its end. */
  isOver(): boolean;
}

/** A port without a world: it gives back what the journal has, and fails where something else is asked for. */
export function replayEffects(directory: string, secrets: readonly string[] = []): Replay {
  const book = createSecretBook(secrets);
  const nowhere = (): never => {
    throw new Error('this is not in the journal');
  };
  const computing = createComputingEffects();
  // What only computes is not in it.
  const nothing: EffectPort = {
    now: nowhere,
    effect: (id, effect, watch) => (computes(effect) ? computing.effect(id, effect, watch) : nowhere()),
  };
  const past = pastIn(directory, journalIn(directory), book);
  const { tape } = past;
  const recorder = createRecorder(nothing, unwritable, book, () => 'hash');
  const port = createJournalPort(recorder, nothing, past);
  let had = 0;
  const counting: EffectPort = {
    now: () => port.now(),
    effect: (id, effect, watch) => {
      had++;
      return port.effect(id, effect, watch);
    },
  };
  return { port: counting, book, isOver: () => had === tape.effects.length };
}

function pastIn(directory: string, { entries }: ReadJournal, book: SecretBook): Past {
  const nowhere = (): never => {
    throw new Error('this is not in the journal');
  };
  const read = (name: string) => readValue(directory, name);
  const taskText = (id: string) => `"${nodeOf(id)}"`;
  return { tape: tapeOf(entries), book, readValue: read, typedAgain: nowhere, taskText, onLive: nowhere };
}

export function journalIn(directory: string): ReadJournal {
  const read = readJournal(directory);
  if ('problem' in read) throw new Error(read.problem);
  return read;
}

const unwritable: JournalFile = {
  next: 0,
  directory: '',
  write: () => {
    throw new Error('nothing is to be written');
  },
  keepFile: () => '',
  keepText: () => undefined,
  close: () => undefined,
};
