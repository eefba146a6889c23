import { resolve } from 'node:path';
import { readGivenFile, readStream } from '../document/read-bytes.ts';
import type { Environment } from './environment.ts';

/** Files that the command line names, read before anything asks for them: reading a pipe has to be waited for. */
export interface GivenFiles {
  /** Throws what reading the file came to where it could not be read. */
  bytesOf(path: string): Uint8Array;
}

/** For commands to which no file is given. */
export const noFiles: GivenFiles = {
  bytesOf(path) {
    throw new TypeError(`"${path}" was not read beforehand`);
  },
};

/** Reads the files; `-` is standard input. They may lie anywhere, and be links or pipes. */
export async function readGivenFiles(
  paths: readonly string[],
  { stdin, currentDirectory }: Pick<Environment, 'currentDirectory'> & Partial<Pick<Environment, 'stdin'>>,
): Promise<GivenFiles> {
  const read = new Map<string, () => Uint8Array>();
  // A pipe can be read once, however often it is named.
  for (const path of new Set(paths)) read.set(path, await outcomeOf(path));
  return { bytesOf: (path) => (read.get(path) ?? (() => noFiles.bytesOf(path)))() };

  async function outcomeOf(path: string): Promise<() => Uint8Array> {
    try {
      const isInput = path === '-' && stdin !== undefined;
      const bytes = await (isInput ? readStream(stdin) : readGivenFile(resolve(currentDirectory, path)));
      return () => bytes;
    } catch (error) {
      return () => {
        throw error;
      };
    }
  }
}
