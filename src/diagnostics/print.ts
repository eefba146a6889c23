import type { Diagnostic } from './diagnostic.ts';
import { escaped, oneLine } from '../text/printable.ts';
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

/** `path:line:column`, where it begins. */
export function positionText({ file, range }: Location): string {
  const { line, column } = lineAndColumn(file, range.start);
  return `${file.path}:${line}:${column}`;
}

/**
 * A diagnostic as people read it: `path:line:column: error: message [code]`, the source line with a caret under what is
 * meant, related places and the mend. What of it comes from a file has no effect on a terminal or the log of a CI.
 */
export function printDiagnostic(diagnostic: Diagnostic): string {
  const { code, severity, message, help } = diagnostic;
  const lines = [oneLine(`${place(diagnostic.location)}${severity}: ${shortened(message)} [${code}]`)];
  const { location } = diagnostic;
  if (location && location.file.hidden !== true) lines.push(...excerpt(location));
  const related = diagnostic.related ?? [];
  for (const each of related.slice(0, MOST_RELATED)) {
    lines.push(oneLine(`  ${place(each.location)}${shortened(each.message)}`));
  }
  if (related.length > MOST_RELATED) lines.push(`  … and ${related.length - MOST_RELATED} more places`);
  if (help) lines.push(...helpLines(shortened(help)));
  return lines.join('\n');
}

/** Of the places beside the one that is meant. */
const MOST_RELATED = 20;

/** A key can be as long as its file; both ends of such a message say enough. */
const LONGEST = 2000;

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 2)} … ${text.slice(-LONGEST / 2)}`;
}

/** Some help is a piece of a script, of several lines. None of them can be taken for the beginning of a message. */
function helpLines(help: string): string[] {
  return help
    .split('\n')
    .map((line, index) => oneLine(index === 0 ? `  = ${line}` : line.replace(/^(?=\S)/, '    ')));
}

function place(location: Location | undefined): string {
  return location ? `${positionText(location)}: ` : '';
}

/** Longest part of a source line that is shown; a YAML file can have a line of a megabyte. */
const WIDTH = 120;

function excerpt({ file, range }: Location): string[] {
  const { line: number, start } = lineAt(file, range.start);
  const newline = file.text.indexOf('\n', start);
  const line = file.text.slice(start, newline === -1 ? undefined : newline).replace(/\r$/, '');
  const column = range.start - start;
  const from = Math.max(0, Math.min(column - WIDTH / 2, line.length - WIDTH));
  const shown = line.slice(from, from + WIDTH);
  const marked = line.slice(column, Math.min(range.end - start, from + WIDTH));
  const indent = escaped(line.slice(from, column)).replace(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(1, escaped(marked).length));
  const gutter = ' '.repeat(String(number).length);
  return [oneLine(`  ${number} | ${shown}`), `  ${gutter} | ${indent}${carets}`];
}
