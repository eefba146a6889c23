import { join, resolve } from 'node:path';
import type { FileSystem } from '../document/file-system.ts';
import { readRegularFile } from '../document/read-bytes.ts';
import type { RecordedFile } from './entry.ts';
import { sha256 } from '../text/sha256.ts';
import { FILES } from './journal-file.ts';

/** A file system that remembers what was read, by its absolute path. */
export function rememberingFiles(
  base: FileSystem,
  currentDirectory: string,
): { readonly fileSystem: FileSystem; readonly files: ReadonlyMap<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  const fileSystem: FileSystem = {
    ...base,
    readFile(path) {
      const bytes = base.readFile(path);
      files.set(resolve(currentDirectory, path), bytes);
      return bytes;
    },
  };
  return { fileSystem, files };
}

/** The files as they were recorded; what was not recorded is not there. Errors of `readFile`: `ENOENT`, and where a copy has been changed. */
export function recordedFiles(
  directory: string,
  recorded: readonly RecordedFile[],
  currentDirectory: string,
): FileSystem {
  const hashes = new Map(recorded.map((each) => [each.path, each.sha256]));
  return {
    readFile(path) {
      const hash = hashes.get(resolve(currentDirectory, path));
      if (hash === undefined) throw Object.assign(new Error(`${path} is not on record`), { code: 'ENOENT' });
      const copy = join(directory, FILES, hash);
      const bytes = readRegularFile(copy);
      if (sha256(bytes) !== hash) throw new Error(`${copy} has been changed`);
      return bytes;
    },
  };
}

/** Those of the recorded files that are other ones now, or gone. */
export function changedFiles(recorded: readonly RecordedFile[]): readonly string[] {
  return recorded.filter(({ path, sha256: hash }) => !isSame(path, hash)).map(({ path }) => path);
}

function isSame(path: string, hash: string): boolean {
  try {
    return sha256(readRegularFile(path)) === hash;
  } catch {
    return false;
  }
}
