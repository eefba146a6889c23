import { oneLine } from '../../text/printable.ts';
import type { Severity } from '../codes.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { lineAndColumn, shortened } from '../print.ts';
import { pathInRoot, type SourceRoot } from './file-uri.ts';
import { distinct, type Findings } from './findings.ts';

const COMMANDS = { error: 'error', warning: 'warning', information: 'notice' } as const satisfies Record<
  Severity,
  string
>;

/**
 * What was found as commands to GitHub's workflow log, which puts each beside its line in the changes of a pull request. What of it comes from a file is one line each of printable text before it is escaped as
 * GitHub wants it.
 */
export function githubAnnotations({ files, general }: Findings, root: SourceRoot): string {
  const all = distinct([...files.flatMap(({ diagnostics }) => diagnostics), ...general], (each) => each);
  return all.map((diagnostic) => `${annotation(diagnostic, root)}\n`).join('');
}

function annotation({ code, severity, message, help, location }: Diagnostic, root: SourceRoot): string {
  const properties = location ? placeOf(location, root) : [];
  const text = [message, ...(help === undefined ? [] : help.split('\n'))]
    .map((line) => oneLine(shortened(line)))
    .join('\n');
  const all = [...properties, ['title', code] as const];
  const written = all.map(([name, value]) => `${name}=${escapeProperty(oneLine(String(value)))}`);
  return `::${COMMANDS[severity]} ${written.join(',')}::${escapeData(text)}`;
}

function placeOf(
  { file, range }: NonNullable<Diagnostic['location']>,
  root: SourceRoot,
): (readonly [name: string, value: string | number])[] {
  const start = lineAndColumn(file, range.start);
  const end = lineAndColumn(file, range.end);
  return [
    ['file', pathInRoot(file.path, root) ?? file.path],
    ['line', start.line],
    ['endLine', end.line],
    // GitHub takes columns of places on one line only.
    ...(start.line === end.line
      ? ([
          ['col', start.column],
          ['endColumn', end.column],
        ] as const)
      : []),
  ];
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
