import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { readRegularFile } from '../document/read-bytes.ts';
import type { RunEvent } from '../events/run-event.ts';
import { READ_AGAIN } from './journal-file.ts';
import type { JournalProblem } from './read-journal.ts';

export const EVENTS_NAME = 'events.jsonl';

/** What is kept of one task's output, and of its result, in characters of JSON: of a flood its beginning. */
const MOST = 1024 * 1024;

/** What was seen of a run: its events as JSON, one a line, with secrets hidden. They are for people; nothing is gone on from by them. */
export interface EventsFile {
  handle(event: RunEvent): void;
  close(): void;
}

/** Goes on in the file where there is one. Where it cannot be written, it stays as it is: the journal says why a run stops. */
export function openEventsFile(directory: string): EventsFile {
  let file: number | undefined;
  let lines = '';
  const output = new Map<string, number>();
  try {
    file = openSync(join(directory, EVENTS_NAME), 'a', 0o600);
  } catch {
    file = undefined;
  }
  const flush = (): void => {
    if (lines === '' || file === undefined) return;
    const text = lines;
    lines = '';
    try {
      writeSync(file, text);
    } catch {
      file = undefined;
    }
  };
  return {
    handle(event) {
      if (file === undefined || event.type === 'task-progressed') return;
      let line = JSON.stringify(event);
      if (event.type === 'task-output') {
        const before = output.get(event.id) ?? 0;
        output.set(event.id, before + line.length);
        if (before > MOST) return;
        // What is seen of the run later must not look as if this had been all.
        if (before + line.length > MOST)
          line = JSON.stringify({
            ...event,
            stream: 'warning',
            text: '(more was written, which is not kept here)',
          });
      }
      if (event.type === 'task-finished') {
        output.delete(event.id);
        if (line.length > MOST) line = JSON.stringify({ ...event, result: '(too large to be kept here)' });
      }
      if (lines === '') setImmediate(flush);
      lines += `${line}\n`;
    },
    close() {
      flush();
      try {
        if (file !== undefined) closeSync(file);
      } catch {
        // The run is over, and the journal says what happened.
      }
      file = undefined;
    },
  };
}

/** What was seen of a run: nothing where that broke off before anything was. A torn last line is left out. */
export function readEvents(directory: string): readonly RunEvent[] | JournalProblem {
  const path = join(directory, EVENTS_NAME);
  let bytes: Buffer;
  try {
    bytes = readRegularFile(path, READ_AGAIN);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    const problem = `${path} cannot be read: ${(error as Error).message}`;
    return {
      problem,
      help: 'what was done is on record in the journal beside it; `runbook show --verify` says whether that is whole',
    };
  }
  if (bytes.length > READ_AGAIN) {
    const problem = `${path} has more than the ${READ_AGAIN / 1e6} MB that are read`;
    return { problem, help: 'what was seen stands in it, one JSON object a line' };
  }
  return bytes
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as RunEvent];
      } catch {
        return [];
      }
    });
}
