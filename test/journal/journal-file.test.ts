import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as rest } from 'node:timers/promises';
import { expect } from 'chai';
import type { EntryBody } from '../../src/journal/entry.ts';
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
    const path = join(folder, 'run', JOURNAL_NAME);
    const number = Number(readdirSync('/proc/self/fd').find((fd) => targetOf(fd) === path));
    journal.write(entry, 'soon');
    closeSync(number);
    await rest();
    expect(openSync(join(folder, 'other'), 'w')).to.equal(number);
    expect(() => journal.write(entry, 'now')).to.throw(JournalLost, /cannot be written/);
    expect(readFileSync(join(folder, 'other'), 'utf8')).to.equal('');
    journal.close();
  });
});

function targetOf(fd: string): string | undefined {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return undefined;
  }
}
