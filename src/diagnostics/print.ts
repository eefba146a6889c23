import type { Diagnostic } from './diagnostic.ts';
import { lineAt } from './line-at.ts';
import type { Location, SourceFile } from './source.ts';

/** Line and column from 1; columns count characters (code points) as editors do. */
export interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

export function lineAndColumn(file: SourceFile, offset: number): LineAndColumn {
  const { line, start } = lineAt(file, offset);
  return { line, column: Array.from(file.text.slice(start, offset)).length + 1 };
}

/**
 * A diagnostic as people read it: `path:line:column: error: message [code]`, the source line with a caret under what is
 * meant, related places and the mend.
 */
export function printDiagnostic(diagnostic: Diagnostic): string {
  const lines = [
    `${place(diagnostic.location)}${diagnostic.severity}: ${diagnostic.message} [${diagnostic.code}]`,
  ];
  if (diagnostic.location) lines.push(...excerpt(diagnostic.location));
  for (const { message, location } of diagnostic.related ?? []) {
    lines.push(`  ${place(location)}${message}`);
  }
  if (diagnostic.help) lines.push(`  = ${diagnostic.help}`);
  return lines.join('\n');
}

function place(location: Location | undefined): string {
  if (!location) return '';
  const { line, column } = lineAndColumn(location.file, location.range.start);
  return `${location.file.path}:${line}:${column}: `;
}

/** Longest part of a source line that is shown; a YAML file can have a line of a megabyte. */
const WIDTH = 120;

function excerpt({ file, range }: Location): string[] {
  const { line: number, start } = lineAt(file, range.start);
  const newline = file.text.indexOf('\n', start);
  const line = file.text.slice(start, newline === -1 ? undefined : newline).replace(/\r$/, '');
  const column = range.start - start;
  const from = Math.max(0, Math.min(column - WIDTH / 2, line.length - WIDTH));
  const shown = printable(line.slice(from, from + WIDTH));
  const length = Math.max(1, Math.min(range.end, start + line.length) - range.start);
  const indent = printable(line.slice(from, column)).replace(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.min(length, Math.max(1, WIDTH - (column - from))));
  const gutter = ' '.repeat(String(number).length);
  return [`  ${number} | ${shown}`, `  ${gutter} | ${indent}${carets}`];
}

/** Control characters could move the cursor or recolour the terminal. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, '\ufffd');
}
