import { resolve } from 'node:path';
import { holdToAnchor, type AnchorVerdict } from '../../journal/anchor.ts';
import type { ReadJournal } from '../../journal/read-journal.ts';
import { createLocalTime } from '../../time/local-time.ts';
import type { Environment } from '../environment.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import { journalDamaged } from './known-runs.ts';

/** Says whether a journal is whole, and with an anchor whether it is all there. */
export function verifyJournal(
  journal: ReadJournal,
  anchor: string | undefined,
  environment: Environment,
): void {
  const { entries, end, torn } = journal;
  const held = anchor === undefined ? undefined : heldTo(journal, anchor, environment);
  if (held && 'problem' in held) {
    writeDiagnostics([journalDamaged(held)], environment);
    environment.exitCode = 4;
    return;
  }
  const last = torn ? '; the last line was not written to its end' : '';
  environment.stdout.write(
    `${entries.length} entries, each chained to the one before${last}\nhead: ${end.prev}\n${held ? proved(held, entries.length) : UNPROVED}\n`,
  );
}

const UNPROVED = 'that nothing was cut off at the end only a copy of the head elsewhere can show';

function proved({ proved: last, time }: Exclude<AnchorVerdict, { problem: string }>, count: number): string {
  const upTo = `nothing was cut off or written anew up to entry ${last}, which the anchor has of ${createLocalTime().dateAndTime(time)}`;
  const more = count - 1 - last;
  return more === 0 ? `${upTo}: that is the last one` : `${upTo}; of the ${more} behind it it says nothing`;
}

function heldTo(journal: ReadJournal, anchor: string, { currentDirectory }: Environment): AnchorVerdict {
  try {
    return holdToAnchor(journal, resolve(currentDirectory, anchor));
  } catch (error) {
    const help = 'name the file that the run was given with --journal-anchor';
    return { problem: `"${anchor}" cannot be read: ${(error as Error).message}`, help };
  }
}
