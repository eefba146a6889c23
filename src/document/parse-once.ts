import type { SourceFile } from '../diagnostics/source.ts';
import { parseDocument, type DocumentParsed } from './parse-document.ts';

/** Makes a document of a file's text. */
export type Parse = (file: SourceFile) => DocumentParsed;

/** Parses a file once as long as its text stays the same: several runbooks can take in the same files. What it keeps goes when it does. */
export function parseOnce(): Parse {
  const known = new Map<string, { readonly text: string; readonly parsed: DocumentParsed }>();
  return (file) => {
    const before = known.get(file.path);
    if (before?.text === file.text) return before.parsed;
    const parsed = parseDocument(file);
    known.set(file.path, { text: file.text, parsed });
    return parsed;
  };
}
