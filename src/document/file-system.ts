import { readFileSync } from 'node:fs';

/** What reading runbooks needs of a file system. */
export interface FileSystem {
  /** The file's bytes. Throws what `fs.readFileSync` throws: an error with a `code` such as `ENOENT`. */
  readFile(path: string): Uint8Array;
}

export const nodeFileSystem: FileSystem = { readFile: (path) => readFileSync(path) };
