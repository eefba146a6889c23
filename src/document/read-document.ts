import { nodeFileSystem, type FileSystem } from './file-system.ts';
import { parseDocument, type DocumentParsed } from './parse-document.ts';
import { readText } from './read-text.ts';

/** Reads a YAML file from disk. Errors: those of `readText` and `parseDocument`, as diagnostics. */
export function readDocument(path: string, fileSystem: FileSystem = nodeFileSystem): DocumentParsed {
  const { file, diagnostics } = readText(path, fileSystem);
  return file ? parseDocument(file) : { document: undefined, diagnostics };
}
