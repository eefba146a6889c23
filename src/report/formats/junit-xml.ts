import { markup, type Markup } from '../../text/markup.ts';

/**
 * JUnit XML: the elements and attributes that Jenkins, GitLab, Azure Pipelines and GitHub's actions for it have in common, as Jenkins' schema has them
 * (`test/vendor/jenkins-junit.xsd`).
 */
export interface JUnitSuite {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly started: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly host: string;
  readonly properties: readonly { readonly name: string; readonly value: string }[];
  readonly cases: readonly JUnitCase[];
}

export interface JUnitCase {
  readonly classname: string;
  readonly name: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Missing where it went well. */
  readonly end?: JUnitEnd | undefined;
  /** Lines. */
  readonly output: readonly string[];
}

export interface JUnitEnd {
  readonly kind: 'failure' | 'error' | 'skipped';
  readonly message: string;
  readonly type?: string;
  /** Lines. */
  readonly text?: readonly string[];
}

/** One suite as a whole file. */
export function junitXml(suite: JUnitSuite): string {
  const { name, started, duration, host, properties, cases } = suite;
  const count = (kind: JUnitEnd['kind']): number => cases.filter(({ end }) => end?.kind === kind).length;
  const counts = markup`tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}"`;
  const time = secondsOf(duration);
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${name}" ${counts} time="${time}">
<testsuite name="${name}" ${counts} skipped="${count('skipped')}" time="${time}" timestamp="${new Date(started).toISOString().replace(/\.\d+Z$/, '')}" hostname="${host}">
<properties>
${properties.map((each) => markup`<property name="${each.name}" value="${each.value}"/>\n`)}</properties>
${cases.map(testCase)}</testsuite>
</testsuites>
`.text;
}

function testCase({ classname, name, duration, end, output }: JUnitCase): Markup {
  const system = output.length === 0 ? undefined : markup`<system-out>${output.join('\n')}\n</system-out>`;
  return markup`<testcase classname="${classname}" name="${name}" time="${secondsOf(duration)}">${end && endOf(end)}${system}</testcase>
`;
}

function endOf({ kind, message, type, text = [] }: JUnitEnd): Markup {
  const typed = type === undefined ? undefined : markup` type="${type}"`;
  const content = markup` message="${message}"${typed}>${text.join('\n')}`;
  switch (kind) {
    case 'failure':
      return markup`<failure${content}</failure>`;
    case 'error':
      return markup`<error${content}</error>`;
    case 'skipped':
      // The schema knows no attributes of it.
      return markup`<skipped>${[message, ...text].join('\n')}</skipped>`;
  }
}

function secondsOf(milliseconds: number): string {
  return (Math.max(0, milliseconds) / 1000).toFixed(3);
}
