import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** May be looked into by nobody else. */
export const OWN_FOLDER = 0o700;

/**
 * Makes a folder, and those around it, one after the other. Node's own way with several at once never ends in `/proc`, and says of a disk that is read-only that the folder
 * is not there.
 *
 * @param mode Of the folders that are made; default: as the system has it.
 * Errors: throws those of the file system.
 */
export function makeFolder(directory: string, mode?: number): void {
  const missing: string[] = [];
  let around = resolve(directory);
  while (!existsSync(around) && dirname(around) !== around) {
    missing.push(around);
    around = dirname(around);
  }
  if (missing.length === 0) missing.push(around);
  for (const folder of missing.toReversed()) make(folder, mode);
}

function make(folder: string, mode: number | undefined): void {
  try {
    mkdirSync(folder, mode === undefined ? {} : { mode });
  } catch (error) {
    // Somebody else may have made it meanwhile; a disk that is read-only can have it, too.
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}
