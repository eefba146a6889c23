import { basename, dirname, normalize } from 'node:path';
import type { FileSystem } from '../../src/document/file-system.ts';

/** A file system with these files and no others, and no links. */
export function filesIn(files: Readonly<Record<string, string>>): FileSystem {
  const all = new Map(Object.entries(files).map(([path, text]) => [normalize(path), text]));
  return {
    readFile(path) {
      const text = all.get(normalize(path));
      if (text !== undefined) return Buffer.from(text);
      throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
    },
    list: (folder) =>
      [...all.keys()].flatMap((path) => (dirname(path) === normalize(folder) ? basename(path) : [])),
  };
}
