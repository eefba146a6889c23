import { readdirSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readRegularFile } from './read-bytes.ts';

/** What reading runbooks needs of a file system. */
export interface FileSystem {
  /**
   * The file's bytes; of one with more than `SIZE_LIMIT`, that many and one more are enough. Throws what `readRegularFile` throws: errors with a
   * `code` such as `ENOENT`, and `NotReadable`.
   */
  readFile(path: string): Uint8Array;
  /** What lies at a path. Throws as `readFile` does. Missing: whatever can be read is a regular file, and there are no links. */
  look?(path: string): FileFacts;
  /** The names in a folder, for "did you mean …?"; none where it cannot be read. */
  list?(folder: string): readonly string[];
}

export interface FileFacts {
  readonly kind: 'file' | 'folder' | 'other';
  /** Bytes. */
  readonly size: number;
  /** Absolute, with all links followed. */
  readonly realPath: string;
}

/** The disk; relative paths begin in the folder. */
export function fileSystemIn(currentDirectory: string): Required<FileSystem> {
  return {
    readFile: (path) => readRegularFile(resolve(currentDirectory, path)),
    look(path) {
      const absolute = resolve(currentDirectory, path);
      const facts = statSync(absolute);
      const kind = facts.isFile() ? 'file' : facts.isDirectory() ? 'folder' : 'other';
      return { kind, size: facts.size, realPath: realpathSync(absolute) };
    },
    list(folder) {
      try {
        return readdirSync(resolve(currentDirectory, folder));
      } catch {
        return [];
      }
    },
  };
}

export const nodeFileSystem: FileSystem = fileSystemIn('');

/** The disk as it would be with these texts in these files, which are named as they are read. */
export function withTexts(
  disk: Required<FileSystem>,
  texts: ReadonlyMap<string, string>,
): Required<FileSystem> {
  return {
    ...disk,
    readFile: (path) => {
      const text = texts.get(path);
      return text === undefined ? disk.readFile(path) : Buffer.from(text);
    },
    look(path) {
      const text = texts.get(path);
      try {
        return disk.look(path);
      } catch (error) {
        if (text === undefined) throw error;
        return { kind: 'file', size: Buffer.byteLength(text), realPath: resolve(path) };
      }
    },
  };
}
