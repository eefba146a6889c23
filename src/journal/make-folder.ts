import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** A folder of runs may be looked into by nobody else. */
const FOLDER_MODE = 0o700;

/** Makes a folder, and those around it. Errors: throws those of the file system. */
export function makeFolder(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: FOLDER_MODE });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    // Of a disk that is read-only Node says that the folder is not there: the first one that is missing says why.
    mkdirSync(firstMissing(directory), { mode: FOLDER_MODE });
    mkdirSync(directory, { recursive: true, mode: FOLDER_MODE });
  }
}

function firstMissing(directory: string): string {
  const around = dirname(directory);
  return around === directory || existsSync(around) ? directory : firstMissing(around);
}
