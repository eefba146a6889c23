import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { STARTER_FILES } from './starter-files.ts';
import { makeFolder } from '../../files/make-folder.ts';

export interface CopiedStarter {
  /** The files of which all was written. */
  readonly written: readonly string[];
  /** In whose place something lies: then none was written. */
  readonly inTheWay: readonly string[];
  /** The one that could not be written, after which no other was tried. */
  readonly failed?: { readonly path: string; readonly error: unknown };
}

/** Copies the files of `runbook init` into a folder, which is made where it is not there. Nothing is overwritten. */
export function copyStarter(from: string, to: string): CopiedStarter {
  const paths = STARTER_FILES.map(({ path }) => path);
  const inTheWay = paths.filter((path) => isThere(join(to, path)));
  if (inTheWay.length > 0) return { written: [], inTheWay };
  const written: string[] = [];
  for (const path of paths) {
    try {
      const target = join(to, path);
      makeFolder(dirname(target));
      // Whoever has made it in the meantime keeps it.
      writeFileSync(target, readFileSync(join(from, path)), { flag: 'wx' });
    } catch (error) {
      return { written, inTheWay, failed: { path, error } };
    }
    written.push(path);
  }
  return { written, inTheWay };
}

/** A link that leads nowhere is something, too. What may not be looked at is for the writing to tell. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
