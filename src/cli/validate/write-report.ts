import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { runnerVersion } from '../../package/runner-version.ts';
import { oneLine } from '../../text/printable.ts';
import type { Environment } from '../environment.ts';
import { coloursOf, pointToPages, writeDiagnostics } from '../write-diagnostics.ts';
import { sourceRoot } from './source-root.ts';
import { textReport } from './text-report.ts';
import { diagnosticsOf, findingsOf, summaryOf, type Validated } from './validated.ts';

export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'gitlab'] as const;
export type Format = (typeof FORMATS)[number];

export interface ReportOptions {
  readonly format: Format;
  /** The file to write to. Undefined: standard output. */
  readonly output: string | undefined;
  /** What comments ignore stands in it. */
  readonly ignored: boolean;
}

/** Writes what was found, to a file where one is named: then people are told it on standard output, too. */
export async function writeReport(
  validated: Validated,
  { format, output, ignored }: ReportOptions,
  environment: Environment,
): Promise<void> {
  if (format === 'text' && output === undefined) {
    writeText(validated, environment);
    return;
  }
  const report = await reportOf(ignored ? validated : withoutIgnored(validated), format, environment);
  if (output !== undefined) {
    writeText(validated, environment);
    const { writeOutput } = await import('../write-output.ts');
    writeOutput(report, output, environment);
    return;
  }
  environment.stdout.write(report);
  // GitHub's log is one for people.
  if (format !== 'github') writeDiagnostics(validated.general, environment);
}

function writeText(validated: Validated, environment: Environment): void {
  environment.stdout.write(textReport(validated, coloursOf(environment, 'stdout')));
  pointToPages(allOf(validated), environment, 'stdout');
}

/** Not every reader of a report knows what it is to be ignored: GitHub's code scanning takes it for open. */
function withoutIgnored(validated: Validated): Validated {
  return { ...validated, runbooks: validated.runbooks.map((each) => ({ ...each, ignored: [] })) };
}

function allOf({ runbooks, general }: Validated): readonly Diagnostic[] {
  return [...runbooks.flatMap(diagnosticsOf), ...general];
}

/** Each format's code is loaded where it is asked for. */
async function reportOf(validated: Validated, format: Format, environment: Environment): Promise<string> {
  const { currentDirectory, packageDirectory, exitCode } = environment;
  const root = { root: sourceRoot(currentDirectory), currentDirectory };
  switch (format) {
    case 'text':
      return textReport(validated, false);
    case 'json':
      return (await import('./json-report.ts')).jsonReport(validated);
    case 'junit': {
      const { junitFindings } = await import('../../diagnostics/formats/junit-findings.ts');
      return junitFindings(findingsOf(validated));
    }
    case 'github': {
      const { githubAnnotations } = await import('../../diagnostics/formats/github-annotations.ts');
      const summaries = validated.runbooks.map((each) => `${oneLine(summaryOf(each))}\n`);
      return githubAnnotations(findingsOf(validated), root) + summaries.join('');
    }
    case 'gitlab': {
      const { gitlabCodeQuality } = await import('../../diagnostics/formats/gitlab-code-quality.ts');
      return gitlabCodeQuality(findingsOf(validated), root);
    }
    case 'sarif': {
      const { sarifLog } = await import('../../diagnostics/formats/sarif-log.ts');
      const page = (code: string): string =>
        readFileSync(join(packageDirectory, 'docs', 'checks', `${code}.md`), 'utf8');
      return sarifLog(findingsOf(validated), { root, version: runnerVersion, exitCode, page });
    }
  }
}
