import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as rest } from 'node:timers/promises';
import { expect } from 'chai';
import type { EntryBody } from '../../src/journal/entry.ts';
import { EVENTS_NAME, openEventsFile } from '../../src/journal/events-file.ts';
import { JOURNAL_NAME, JournalLost, openJournal } from '../../src/journal/journal-file.ts';

const entry: EntryBody = { type: 'ended', end: 'x' };

describe('When an entry is on the disk', () => {
  let folder: string;
  const synced: number[] = [];
  const anchor = { append: (seq: number) => synced.push(seq) };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runbook-'));
    synced.length = 0;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('now, with all before it: once', async () => {
    const journal = openJournal(join(folder, 'run'), undefined, anchor);
    journal.write(entry, 'no');
    journal.write(entry, 'soon');
    expect(synced).to.deep.equal([]);
    journal.write(entry, 'now');
    expect(synced).to.deep.equal([2]);
    await rest();
    expect(synced).to.deep.equal([2]);
    journal.close();
  });

  it('soon, when there is nothing else to do: once for all', async () => {
    const journal = openJournal(join(folder, 'run'), undefined, anchor);
    journal.write(entry, 'soon');
    journal.write(entry, 'soon');
    journal.write(entry, 'no');
    await rest();
    expect(synced).to.deep.equal([2]);
    journal.close();
    expect(synced).to.deep.equal([2]);
  });

  it('soon, at the latest at the end', () => {
    const journal = openJournal(join(folder, 'run'), undefined, anchor);
    journal.write(entry, 'soon');
    journal.close();
    expect(synced).to.deep.equal([0]);
    journal.close();
  });

  // The disk says once that it has lost something. A number of an open file that is exchanged behind the journal's back is such a disk.
  (process.platform === 'linux' ? it : it.skip)('tells what was lost later with the next entry', async () => {
    const journal = openJournal(join(folder, 'run'));
    const number = numberOf(join(folder, 'run', JOURNAL_NAME));
    journal.write(entry, 'soon');
    closeSync(number);
    await rest();
    expect(openSync(join(folder, 'other'), 'w')).to.equal(number);
    expect(() => journal.write(entry, 'now')).to.throw(JournalLost, /cannot be written/);
    expect(readFileSync(join(folder, 'other'), 'utf8')).to.equal('');
    journal.close();
  });

  // A share says at the close that it had no room, and then the run is over: what it ends with was kept before.
  for (const [what, due] of [
    ['nothing is due', 'now'],
    ['something is', 'soon'],
  ] as const) {
    (process.platform === 'linux' ? it : it.skip)(
      `is closed without a word where the disk fails at that, and ${what}`,
      () => {
        const journal = openJournal(join(folder, 'run'));
        const events = openEventsFile(join(folder, 'run'));
        journal.write(entry, 'now');
        journal.write(entry, due);
        events.handle({ type: 'stop-requested', time: 0, by: 'operator' });
        for (const name of [JOURNAL_NAME, EVENTS_NAME]) closeSync(numberOf(join(folder, 'run', name)));
        journal.close();
        events.close();
        expect(readFileSync(join(folder, 'run', JOURNAL_NAME), 'utf8').split('\n')).to.have.length(3);
      },
    );
  }

  (process.platform === 'linux' ? it : it.skip)(
    'and so is what was seen, where it has all been written',
    async () => {
      openJournal(join(folder, 'run')).close();
      const events = openEventsFile(join(folder, 'run'));
      events.handle({ type: 'stop-requested', time: 0, by: 'operator' });
      await rest();
      closeSync(numberOf(join(folder, 'run', EVENTS_NAME)));
      events.close();
      expect(readFileSync(join(folder, 'run', EVENTS_NAME), 'utf8')).to.include('stop-requested');
    },
  );
});

/** Of an open file. */
function numberOf(path: string): number {
  return Number(readdirSync('/proc/self/fd').find((fd) => targetOf(fd) === path));
}

function targetOf(fd: string): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return undefined;
  }
}
