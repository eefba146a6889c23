import { lineAt } from '../../diagnostics/line-at.ts';
import type { SourceFile } from '../../diagnostics/source.ts';
import type { RunbookDocument } from '../../document/node.ts';
import { parseDocument } from '../../document/parse-document.ts';

/** Lines that are blanked before a text is given up. */
const MOST_LINES = 12;

export interface Healed {
  /** Missing where nothing helped. */
  readonly document: RunbookDocument | undefined;
  /** The text that was read: with blanks in the place of lines that kept it from being YAML, so that offsets stay. */
  readonly text: string;
}

/** A document of a text that may be no YAML: lines that are to blame are left out, one after the other. */
export function healedDocument(file: SourceFile): Healed {
  let { text } = file;
  for (let round = 0; round <= MOST_LINES; round++) {
    const source = { ...file, text };
    const { document, diagnostics } = parseDocument(source);
    if (document) return { document, text };
    const place = diagnostics.find(({ severity }) => severity === 'error')?.location;
    if (!place) break;
    const blanked = withoutLine(source, place.range.start);
    if (blanked === text) break;
    text = blanked;
  }
  return { document: undefined, text };
}

/** Blanks the line, or the nearest one before it that has something. */
function withoutLine(file: SourceFile, offset: number): string {
  const { text } = file;
  for (let at = Math.min(offset, text.length); at >= 0;) {
    const { start } = lineAt(file, at);
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    if (line.trim() !== '') return text.slice(0, start) + line.replace(/[^\r]/g, ' ') + text.slice(end);
    at = start - 1;
  }
  return text;
}
