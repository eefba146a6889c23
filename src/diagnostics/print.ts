import type { Diagnostic, Severity } from './diagnostic.ts';
import { revealed, oneLine } from '../text/printable.ts';
import { renderLine, type Style, type StyledLine } from '../text/styled-line.ts';
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
  return renderDiagnostic(diagnostic, false);
}

/** The same, with colours where they are wanted. */
export function renderDiagnostic(diagnostic: Diagnostic, colours: boolean): string {
  return diagnosticLines(diagnostic)
    .map((line) => renderLine(line, colours))
    .join('\n');
}

export const SEVERITY_STYLES: Readonly<Record<Severity, Style>> = {
  error: 'bad',
  warning: 'attention',
  information: 'accent',
};

function diagnosticLines(diagnostic: Diagnostic): StyledLine[] {
  const { code, severity, message, help, location } = diagnostic;
  const style = SEVERITY_STYLES[severity];
  const lines = [
    harmless([
      { text: place(location), style: 'bold' },
      { text: `${severity}: `, style },
      { text: `${shortened(message)} `, style: 'plain' },
      { text: `[${code}]`, style: 'dim' },
    ]),
  ];
  if (location && location.file.hidden !== true) lines.push(...excerpt(location, style));
  const related = diagnostic.related ?? [];
  for (const each of related.slice(0, MOST_RELATED)) {
    lines.push(
      harmless([
        { text: `  ${place(each.location)}`, style: 'dim' },
        { text: shortened(each.message), style: 'plain' },
      ]),
    );
  }
  if (related.length > MOST_RELATED) {
    lines.push([{ text: `  … and ${related.length - MOST_RELATED} more places`, style: 'dim' }]);
  }
  if (help) lines.push(...helpLines(shortened(help)));
  return lines;
}

/** One line that does nothing. What a CI would take for a command can lie across segments; such a line has no colours. */
function harmless(segments: StyledLine): StyledLine {
  const made = segments.map((segment) => ({ ...segment, text: revealed(segment.text) }));
  const text = made.map((segment) => segment.text).join('');
  const whole = oneLine(text);
  return whole === text ? made : [{ text: whole, style: 'plain' }];
}

/** Of the places beside the one that is meant. */
const MOST_RELATED = 20;

/** Characters of a message. */
const LONGEST = 2000;

/** A key can be as long as its file; both ends of such a message say enough. */
export function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST / 2)} … ${text.slice(-LONGEST / 2)}`;
}

/** Some help is a piece of a script, of several lines. None of them can be taken for the beginning of a message. */
function helpLines(help: string): StyledLine[] {
  return help.split('\n').map((line, index) =>
    index === 0
      ? harmless([
          { text: '  = ', style: 'dim' },
          { text: line, style: 'plain' },
        ])
      : harmless([{ text: line.replace(/^(?=\S)/, '    '), style: 'plain' }]),
  );
}

function place(location: Location | undefined): string {
  return location ? `${positionText(location)}: ` : '';
}

/** Longest part of a source line that is shown; a YAML file can have a line of a megabyte. */
const WIDTH = 120;

function excerpt({ file, range }: Location, style: Style): StyledLine[] {
  const { line: number, start } = lineAt(file, range.start);
  const newline = file.text.indexOf('\n', start);
  const line = file.text.slice(start, newline === -1 ? undefined : newline).replace(/\r$/, '');
  const column = range.start - start;
  const from = Math.max(0, Math.min(column - WIDTH / 2, line.length - WIDTH));
  const to = from + WIDTH;
  const end = Math.max(column, Math.min(range.end - start, to));
  const marked = line.slice(column, end);
  const indent = revealed(line.slice(from, column)).replace(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(1, revealed(marked).length));
  const gutter = ' '.repeat(String(number).length);
  return [
    harmless([
      { text: `  ${number} | ${line.slice(from, column)}`, style: 'dim' },
      { text: marked, style: 'plain' },
      { text: line.slice(end, to), style: 'dim' },
    ]),
    [
      { text: `  ${gutter} | `, style: 'dim' },
      { text: `${indent}${carets}`, style },
    ],
  ];
}
