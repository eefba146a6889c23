import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { TextEdit } from '../diagnostics/fix.ts';
import type { SourceFile } from '../diagnostics/source.ts';

/** More of them are mended by a program that is made for it. */
const MOST_MENDED = 20_000;

/** Line ends that something has translated twice (CR CR LF), or that are a carriage return alone: YAML reads them as something else, or as one line. */
export function lineEndMistake(file: SourceFile): Diagnostic | undefined {
  const { text } = file;
  const isTwice = text.includes('\r\r\n');
  if (!isTwice && (text.includes('\n') || !/\r[^]/.test(text))) return undefined;
  const ends: TextEdit[] = [];
  for (const { 0: found, index } of text.matchAll(isTwice ? /\r\r+\n/g : /\r/g)) {
    const location = { file, range: { start: index, end: index + found.length } };
    // One more says that they are too many.
    if (ends.push({ location, text: '\n' }) > MOST_MENDED) break;
  }
  const [first] = ends;
  return {
    code: 'yaml-syntax',
    severity: 'error',
    message: isTwice
      ? 'lines end with two carriage returns and a line feed: something has translated their ends twice'
      : 'lines end with a carriage return alone, which no editor of today writes',
    ...(first && { location: first.location }),
    help: 'save the file with the line ends of Windows (CR LF) or of Unix (LF)',
    ...(ends.length <= MOST_MENDED && { fix: { title: 'write the line ends anew', edits: ends } }),
  };
}
