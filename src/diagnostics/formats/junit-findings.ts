import { markup, type Markup } from '../../text/markup.ts';
import { oneLine } from '../../text/printable.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { printDiagnostic, shortened } from '../print.ts';
import type { FileFindings, Findings } from './findings.ts';

/**
 * What was found as JUnit XML, which every CI server reads: a suite for each file, with a case for each code that was found in it. Errors are failures, what a comment ignores is skipped, and warnings stand in the output of a case
 * that passed. It keeps to what Jenkins' schema allows.
 */
export function junitFindings({ files, general }: Findings): string {
  const suites = [
    ...files.map((file) => suiteOf(file.file, casesOf(file))),
    ...(general.length === 0 ? [] : [suiteOf('runbook validate', foundCases('runbook validate', general))]),
  ];
  const sum = (of: (suite: Suite) => number): number => suites.reduce((total, each) => total + of(each), 0);
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="runbook validate" tests="${sum(({ tests }) => tests)}" failures="${sum(({ failures }) => failures)}" errors="0" time="0">
${suites.map(({ xml }) => xml)}</testsuites>
`.text;
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly xml: Markup;
}

interface Case {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly xml: Markup;
}

function suiteOf(name: string, cases: readonly Case[]): Suite {
  const count = (outcome: Case['outcome']): number => cases.filter((each) => each.outcome === outcome).length;
  const [tests, failures] = [cases.length, count('failed')];
  const xml = markup`<testsuite name="${oneLine(name)}" tests="${tests}" failures="${failures}" errors="0" skipped="${count('skipped')}" time="0">
${cases.map((each) => each.xml)}</testsuite>
`;
  return { tests, failures, xml };
}

function casesOf({ file, diagnostics, more, ignored, facts }: FileFindings): Case[] {
  const cases = [
    ...foundCases(file, diagnostics),
    ...ignored.map(({ diagnostic, reason }): Case => {
      const why = markup`<skipped>${oneLine(`ignored: ${reason}`)}\n${printDiagnostic(diagnostic)}</skipped>`;
      return { outcome: 'skipped', xml: caseOf(file, diagnostic.code, why) };
    }),
  ];
  if (more > 0) {
    const rest = markup`<system-out>${more} more findings are left out</system-out>`;
    cases.push({ outcome: 'passed', xml: caseOf(file, 'more findings', rest) });
  }
  if (facts.length > 0) {
    const known = markup`<system-out>${facts.map(oneLine).join('\n')}</system-out>`;
    cases.push({ outcome: 'passed', xml: caseOf(file, 'valid', known) });
  }
  return cases;
}

function foundCases(file: string, diagnostics: readonly Diagnostic[]): Case[] {
  const codes = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const same = codes.get(diagnostic.code) ?? [];
    codes.set(diagnostic.code, same);
    same.push(diagnostic);
  }
  return Array.from(codes, ([code, found]) => foundCase(file, code, found));
}

function foundCase(file: string, code: string, found: readonly Diagnostic[]): Case {
  const text = found.map(printDiagnostic).join('\n');
  const errors = found.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (!first) {
    return { outcome: 'passed', xml: caseOf(file, code, markup`<system-out>${text}</system-out>`) };
  }
  const others = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`;
  const message = oneLine(shortened(first.message)) + others;
  const failure = markup`<failure type="${code}" message="${message}">${text}</failure>`;
  return { outcome: 'failed', xml: caseOf(file, code, failure) };
}

function caseOf(file: string, name: string, inner: Markup): Markup {
  return markup`<testcase classname="${oneLine(file)}" name="${name}" time="0">${inner}</testcase>
`;
}
