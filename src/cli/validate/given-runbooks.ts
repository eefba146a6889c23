import { resolve } from 'node:path';
import { fileSystemIn, type FileSystem } from '../../document/file-system.ts';
import type { Environment } from '../environment.ts';
import { kindOf, shownPath, type FoundRunbook } from '../find-runbook.ts';
import { readGivenFiles } from '../given-files.ts';

/** Runbooks that come from standard input (`-`) or from pipes, such as `<(…)` of a shell. */
export interface GivenRunbooks {
  /** Undefined for a name that means no such runbook. */
  of(name: string): FoundRunbook | undefined;
  /** The disk, with them as files of the current folder: they are read like any, in every encoding that is read. */
  readonly fileSystem: FileSystem;
}

type Where = Pick<Environment, 'stdin' | 'currentDirectory'>;

/** Reads those among the names; standard input is read as if it lay at `stdinFilename`. Undefined where there are none. */
export async function readGivenRunbooks(
  names: readonly string[],
  stdinFilename: string | undefined,
  environment: Where,
): Promise<GivenRunbooks | undefined> {
  const { currentDirectory } = environment;
  const given = [...new Set(names)].filter(
    (name) => name === '-' || kindOf(resolve(currentDirectory, name)) === 'pipe',
  );
  if (given.length === 0) return undefined;
  const files = await readGivenFiles(given, environment);
  const pipes = given.filter((name) => name !== '-');
  const shownOf = (name: string): string => {
    const number = pipes.indexOf(name);
    const stdin =
      stdinFilename === undefined
        ? '<stdin>'
        : shownPath(resolve(currentDirectory, stdinFilename), currentDirectory);
    return number === -1 ? stdin : number === 0 ? '<pipe>' : `<pipe ${number + 1}>`;
  };
  const byShown = new Map(given.map((name) => [shownOf(name), name]));
  const disk = fileSystemIn(currentDirectory);
  return {
    of: (name) =>
      given.includes(name)
        ? { path: resolve(currentDirectory, shownOf(name)), shown: shownOf(name), shipped: false }
        : undefined,
    fileSystem: {
      ...disk,
      readFile(path) {
        const name = byShown.get(path);
        return name === undefined ? disk.readFile(path) : files.bytesOf(name);
      },
      look(path) {
        const name = byShown.get(path);
        if (name === undefined) return disk.look(path);
        return {
          kind: 'file',
          size: files.bytesOf(name).length,
          realPath: resolve(currentDirectory, path),
        };
      },
    },
  };
}
