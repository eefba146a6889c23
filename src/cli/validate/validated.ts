import { hasErrors, type Diagnostic, type Severity } from '../../diagnostics/diagnostic.ts';
import { distinct, type FileFindings, type Findings } from '../../diagnostics/formats/findings.ts';
import { mostImportant } from '../../diagnostics/most-important.ts';
import { lineAndColumn } from '../../diagnostics/print.ts';
import { nodesOf } from '../../program/nodes-of.ts';
import type { Program } from '../../program/program.ts';
import type { CheckedRunbook } from './check-runbook.ts';
import type { Mended } from './fix-runbook.ts';
import type { PassedOver } from './named-runbooks.ts';

/** One that was named, and what came of it. */
export interface ValidatedRunbook extends CheckedRunbook {
  /** As messages name it. */
  readonly shown: string;
  /** Present where mending was asked for. */
  readonly mended: Mended | undefined;
}

/** All that there is to write. */
export interface Validated {
  readonly runbooks: readonly ValidatedRunbook[];
  /** What was found and is not checked. */
  readonly passedOver: readonly PassedOver[];
  /** What is wrong with no file, such as too many warnings in all. */
  readonly general: readonly Diagnostic[];
}

/** Of a runbook, in reports for programs. */
export const MOST_REPORTED = 1000;

/** What is wrong with a runbook, a file that could not be mended first. */
export function diagnosticsOf({ diagnostics, mended }: ValidatedRunbook): readonly Diagnostic[] {
  return mended ? [...mended.problems, ...diagnostics] : diagnostics;
}

/** How many findings of a severity there are; what stands in a part that runbooks share is one. */
export function numberOf(severity: Severity, runbooks: readonly ValidatedRunbook[]): number {
  const all = runbooks.flatMap(diagnosticsOf).filter((each) => each.severity === severity);
  return distinct(all, (each) => each).length;
}

/** As reports for programs want it. */
export function findingsOf({ runbooks, general }: Validated): Findings {
  return { files: runbooks.map(fileFindings), general };
}

function fileFindings(runbook: ValidatedRunbook): FileFindings {
  const { shown, more } = mostImportant(diagnosticsOf(runbook), MOST_REPORTED);
  const isValid = !hasErrors(runbook.diagnostics);
  return {
    file: runbook.shown,
    diagnostics: shown,
    more,
    ignored: runbook.ignored.slice(0, MOST_REPORTED),
    facts: isValid ? [...proofLines(runbook), summaryOf(runbook)] : [],
  };
}

/** What has been proved, one line each, with its place. */
export function proofLines({ proofs }: ValidatedRunbook): string[] {
  return proofs.map(({ location, about, text }) => {
    const { line } = lineAndColumn(location.file, location.range.start);
    return `${location.file.path}:${line}: ${about}: ${text}`;
  });
}

/** One line that says whether it is valid. */
export function summaryOf({ shown, program, diagnostics, ignored }: ValidatedRunbook): string {
  const count = (severity: Severity) => diagnostics.filter((each) => each.severity === severity).length;
  if (count('error') > 0) return `${shown}: ${plural(count('error'), 'error')}`;
  const facts = [
    plural(tasksIn(program), 'task'),
    plural(program?.runbook.parameters.length ?? 0, 'parameter'),
    ...(count('warning') === 0 ? [] : [plural(count('warning'), 'warning')]),
    ...(ignored.length === 0 ? [] : [`${ignored.length} ignored`]),
  ];
  return `${shown}: valid (${facts.join(', ')})`;
}

export function tasksIn(program: Program | undefined): number {
  return program ? nodesOf(program).filter(({ kind }) => kind === 'task').length : 0;
}

export function plural(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
