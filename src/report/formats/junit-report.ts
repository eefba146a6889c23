import type { RunReport } from '../run-report.ts';
import type { TaskEntry } from '../timeline.ts';
import { junitXml, type JUnitCase, type JUnitEnd } from './junit-xml.ts';

/** Lines of output that a test case keeps. */
const MOST_LINES = 100;

/**
 * A run as JUnit XML: a test case for each task. A task that failed is a failure; one that was stopped, or whose end was
 * not seen, is an error; so is a run that ended badly without any such task.
 */
export function junitReport(report: RunReport): string {
  const { name, file, host, started, ended, finished, parameters, timeline } = report;
  const tasks = timeline.filter((entry): entry is TaskEntry => entry.kind === 'task' && !entry.isItem);
  const cases = tasks.map((task) => testCase(task, file));
  const isUnexplained =
    finished?.exitCode !== 0 && !cases.some(({ end }) => end?.kind === 'failure' || end?.kind === 'error');
  const outcome = report.summary.facts[0]?.[1] ?? '';
  const run: JUnitCase = {
    classname: file,
    name: 'The run',
    duration: 0,
    end: { kind: 'error', message: outcome },
    output: [],
  };
  return junitXml({
    name,
    started,
    duration: ended - started,
    host,
    properties: [
      { name: 'outcome', value: outcome },
      ...parameters.map((each) => ({ name: `parameter.${each.name}`, value: each.value })),
    ],
    cases: isUnexplained ? [...cases, run] : cases,
  });
}

function testCase(task: TaskEntry, file: string): JUnitCase {
  const { name, place, duration = 0, output, calls, reason, status } = task;
  return {
    classname: file,
    name,
    duration,
    end: endOf(task),
    output: [
      place,
      ...calls.flatMap(({ label, lines }) => lines.map((each, index) => (index === 0 ? label + each : each))),
      ...output.slice(-MOST_LINES).map(({ stream, text }) => `${stream}: ${text}`),
      ...(status === 'ignored' ? ['it failed, and that was ignored:', ...reason] : []),
    ],
  };
}

function endOf({ status, reason, help, inDoubt, action }: TaskEntry): JUnitEnd | undefined {
  const text = [
    ...reason,
    ...(inDoubt === undefined ? [] : [`in doubt: ${inDoubt}`]),
    ...(help === undefined ? [] : [`what to do: ${help}`]),
  ];
  const [message = ''] = reason;
  switch (status) {
    case 'failed':
      return { kind: 'failure', message, type: action, text };
    case 'stopped':
      return { kind: 'error', message: message === '' ? 'stopped' : message, type: 'stopped', text };
    case 'running':
      return { kind: 'error', message: 'its end was not seen', type: 'running' };
    case 'skipped':
    case 'not_run':
      return { kind: 'skipped', message: text.join(' ') };
    default:
      return undefined;
  }
}
