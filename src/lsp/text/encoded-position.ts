import type { Position, Range } from 'vscode-languageserver';
import { lineAt } from '../../diagnostics/line-at.ts';
import type { Location, SourceFile } from '../../diagnostics/source.ts';

/** How a client counts the characters of a line (LSP 3.17): in UTF-16 code units unless it can do otherwise. */
export type PositionEncoding = 'utf-8' | 'utf-16' | 'utf-32';

/** The encoding that is used with a client: the one that costs nothing here, if the client has it. */
export function chosenEncoding(offered: readonly string[] | undefined): PositionEncoding {
  if (!offered || offered.length === 0 || offered.includes('utf-16')) return 'utf-16';
  return offered.includes('utf-32') ? 'utf-32' : offered.includes('utf-8') ? 'utf-8' : 'utf-16';
}

export function positionAt(file: SourceFile, offset: number, encoding: PositionEncoding): Position {
  const { line, start } = lineAt(file, offset);
  return { line: line - 1, character: lengthIn(file.text.slice(start, offset), encoding) };
}

export function rangeOf({ file, range }: Location, encoding: PositionEncoding): Range {
  return { start: positionAt(file, range.start, encoding), end: positionAt(file, range.end, encoding) };
}

/** The offset of a position; what lies behind a line's end is its end, and behind the last line the end of the text. */
export function offsetAt(
  file: SourceFile,
  { line, character }: Position,
  encoding: PositionEncoding,
): number {
  const { text } = file;
  let start = 0;
  for (let at = 0; at < line; at++) {
    const end = text.indexOf('\n', start);
    if (end === -1) return text.length;
    start = end + 1;
  }
  const newline = text.indexOf('\n', start);
  const whole = text.slice(start, newline === -1 ? undefined : newline).replace(/\r$/, '');
  if (encoding === 'utf-16') return start + Math.min(character, whole.length);
  let length = 0;
  let offset = 0;
  for (const each of whole) {
    if (length >= character) break;
    length += lengthIn(each, encoding);
    offset += each.length;
  }
  return start + offset;
}

function lengthIn(text: string, encoding: PositionEncoding): number {
  switch (encoding) {
    case 'utf-16':
      return text.length;
    case 'utf-8':
      return Buffer.byteLength(text);
    case 'utf-32':
      return Array.from(text).length;
  }
}
