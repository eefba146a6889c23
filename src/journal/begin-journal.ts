import { randomBytes, scryptSync } from 'node:crypto';
import type { Anchor } from './anchor.ts';
import { JOURNAL_FORMAT, type RecordedFile, type RunEntry } from './entry.ts';
import { FILES, openJournal, type JournalFile } from './journal-file.ts';

/** What is known of a run before it begins. */
export type RunFacts = Omit<RunEntry, 'type' | 'format' | 'salt' | 'secrets' | 'files'>;

export interface BegunJournal {
  readonly file: JournalFile;
  readonly hashSecret: (secret: string) => string;
}

/**
 * Makes a run's folder and its first entry, with copies of the files that the program was made of. Errors: throws `JournalLost`.
 * `anchor`: where its heads are written down, too. `secrets`: of the parameters, in the order in which the run knows them.
 */
export function beginJournal(
  directory: string,
  facts: RunFacts,
  secrets: readonly string[],
  files: ReadonlyMap<string, Uint8Array>,
  anchor?: Anchor,
): BegunJournal {
  const file = openJournal(directory, undefined, anchor);
  const salt = randomBytes(16).toString('base64');
  const hashSecret = secretHash(salt);
  const copies: RecordedFile[] = Array.from(files, ([path, bytes]) => ({
    path,
    sha256: file.keepFile(FILES, bytes),
  }));
  const entry: RunEntry = {
    type: 'run',
    format: JOURNAL_FORMAT,
    ...facts,
    salt,
    secrets: secrets.map(hashSecret),
    files: copies,
  };
  file.write(entry, 'now');
  return { file, hashSecret };
}

/** By what a secret is known again: scrypt (RFC 7914), N = 16384, r = 8, p = 1, 32 bytes in base64, with a salt of the run's own. */
export function secretHash(salt: string): (secret: string) => string {
  return (secret) => scryptSync(secret, Buffer.from(salt, 'base64'), 32).toString('base64');
}
