import { harmlessJson, oneLine } from '../../text/printable.ts';
import type { Severity } from '../codes.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { lineAndColumn, shortened } from '../print.ts';
import { pathInRoot, type SourceRoot } from './file-uri.ts';
import { distinct, type Findings } from './findings.ts';
import { fingerprints } from './fingerprint.ts';

const SEVERITIES = { error: 'critical', warning: 'minor', information: 'info' } as const satisfies Record<
  Severity,
  string
>;

/** What was found as a report of GitLab's code quality. It has no findings without a file: what is said of no place in one stands at its first line. */
export function gitlabCodeQuality({ files }: Findings, root: SourceRoot): string {
  const fingerprint = fingerprints();
  const all = distinct(
    files.flatMap(({ file, diagnostics }) => diagnostics.map((diagnostic) => ({ file, diagnostic }))),
    ({ diagnostic }) => diagnostic,
  );
  const issues = all.map(({ file, diagnostic }) => {
    const path = pathFrom(diagnostic.location?.file.path ?? file, root);
    return {
      description: descriptionOf(diagnostic),
      check_name: diagnostic.code,
      fingerprint: fingerprint(diagnostic, path),
      severity: SEVERITIES[diagnostic.severity],
      location: { path, lines: linesOf(diagnostic) },
    };
  });
  return `${harmlessJson(JSON.stringify(issues, undefined, 2))}\n`;
}

function pathFrom(file: string, root: SourceRoot): string {
  return pathInRoot(file, root) ?? file;
}

function descriptionOf({ message, help }: Diagnostic): string {
  return oneLine(shortened(help === undefined ? message : `${message}: ${help.split('\n')[0] ?? ''}`));
}

function linesOf({ location }: Diagnostic): { readonly begin: number; readonly end: number } {
  if (!location) return { begin: 1, end: 1 };
  const { file, range } = location;
  return { begin: lineAndColumn(file, range.start).line, end: lineAndColumn(file, range.end).line };
}
