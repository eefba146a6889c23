import type { RunReport } from '../run-report.ts';
import type { TaskEntry } from '../timeline.ts';
import { markup, type Markup } from '../../text/markup.ts';

/** Lines of output that a test case keeps. */
const MOST_LINES = 100;

/**
 * A run as JUnit XML, as CI servers read it (the elements that Jenkins, GitLab and Azure Pipelines have in common): a test case for each task. A task that failed is a failure; one that was stopped, or whose end was
 * not seen, is an error; so is a run that ended badly without any such task.
 */
export function junitReport(report: RunReport): string {
  const { name, file, host, started, ended, finished, parameters, timeline } = report;
  const tasks = timeline.filter((entry): entry is TaskEntry => entry.kind === 'task' && !entry.isItem);
  const count = (status: TaskEntry['status']): number =>
    tasks.filter((task) => task.status === status).length;
  const failures = count('failed');
  const stopped = count('stopped') + count('running');
  const isUnexplained = finished?.exitCode !== 0 && failures + stopped === 0;
  const errors = stopped + (isUnexplained ? 1 : 0);
  const skipped = count('skipped') + count('not_run');
  const tests = tasks.length + (isUnexplained ? 1 : 0);
  const seconds = secondsOf(ended - started);
  const outcome = report.summary.facts[0]?.[1] ?? '';
  const counts = markup`tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${seconds}"`;
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${name}" ${counts}>
<testsuite name="${name}" ${counts} timestamp="${new Date(started).toISOString().replace(/\.\d+Z$/, '')}" hostname="${host}">
<properties>
<property name="outcome" value="${outcome}"/>
${parameters.map((each) => markup`<property name="parameter.${each.name}" value="${each.value}"/>\n`)}</properties>
${tasks.map((task) => testCase(task, file))}${
    isUnexplained
      ? markup`<testcase classname="${file}" name="The run" time="0"><error message="${outcome}"/></testcase>\n`
      : undefined
  }</testsuite>
</testsuites>
`.text;
}

function testCase(task: TaskEntry, file: string): Markup {
  const { name, place, duration = 0, output, calls, reason } = task;
  const line = /:(\d+)$/.exec(place)?.[1];
  const at = line === undefined ? undefined : markup` line="${line}"`;
  const system = [
    ...calls.flatMap(({ label, lines }) => lines.map((each, index) => (index === 0 ? label + each : each))),
    ...output.slice(-MOST_LINES).map(({ stream, text }) => `${stream}: ${text}`),
    ...(task.status === 'ignored' ? ['it failed, and that was ignored:', ...reason] : []),
  ];
  return markup`<testcase classname="${file}" name="${name}" file="${place.replace(/:\d+$/, '')}"${at} time="${secondsOf(duration)}">${endOf(task)}${
    system.length === 0 ? undefined : markup`<system-out>${system.join('\n')}\n</system-out>`
  }</testcase>
`;
}

function endOf({ status, reason, help, inDoubt, action }: TaskEntry): Markup | undefined {
  const all = [
    ...reason,
    ...(inDoubt === undefined ? [] : [`in doubt: ${inDoubt}`]),
    ...(help === undefined ? [] : [`what to do: ${help}`]),
  ];
  const [message = ''] = reason;
  switch (status) {
    case 'failed':
      return markup`<failure message="${message}" type="${action}">${all.join('\n')}</failure>`;
    case 'stopped':
      return markup`<error message="${message === '' ? 'stopped' : message}" type="stopped">${all.join('\n')}</error>`;
    case 'running':
      return markup`<error message="its end was not seen" type="running"/>`;
    case 'skipped':
    case 'not_run':
      return markup`<skipped message="${all.join(' ')}"/>`;
    default:
      return undefined;
  }
}

function secondsOf(milliseconds: number): string {
  return (Math.max(0, milliseconds) / 1000).toFixed(3);
}
