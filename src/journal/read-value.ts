import { join } from 'node:path';
import { readRegularFile } from '../document/read-bytes.ts';
import { sha256 } from '../text/sha256.ts';
import { READ_AGAIN, VALUES } from './journal-file.ts';

/** The text of a large value of a run. Errors: throws where it is not there, or has been changed. */
export function readValue(directory: string, name: string): string {
  const text = readRegularFile(join(directory, VALUES, name), READ_AGAIN).toString('utf8');
  if (sha256(text) !== name) throw new Error(`${join(directory, VALUES, name)} has been changed`);
  return text;
}
