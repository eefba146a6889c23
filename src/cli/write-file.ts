import { resolve } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { openToWrite, whyNotWritten } from '../view/file-to-write.ts';
import type { Environment } from './environment.ts';

/** Writes a file that the command line names. Error: `cannot-write`. */
export function writeFile(
  path: string,
  text: string,
  { currentDirectory }: Pick<Environment, 'currentDirectory'>,
): Diagnostic | undefined {
  try {
    const file = openToWrite(resolve(currentDirectory, path), 'anew');
    try {
      file.write(text);
    } finally {
      file.close();
    }
    return undefined;
  } catch (error) {
    const message = `"${path}" cannot be written: ${whyNotWritten(error)}`;
    return { code: 'cannot-write', severity: 'error', message };
  }
}
