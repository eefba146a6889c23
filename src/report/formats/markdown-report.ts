import { markdownRow, markdownText } from '../../text/markdown.ts';
import { durationText, stopwatchText } from '../../time/duration-text.ts';
import { createLocalTime } from '../../time/local-time.ts';
import type { RunReport } from '../run-report.ts';
import type { Section } from '../summary-sections.ts';
import type { TaskEntry } from '../timeline.ts';

/** Lines of a call, or of the output of a task that failed, that a ticket can bear. */
const MOST_LINES = 30;

/** A run as Markdown (CommonMark, with the tables of GitHub Flavored Markdown) for a ticket: the summary, the tasks that did something, and what those that went wrong called and wrote. */
export function markdownReport(report: RunReport, { timeZone }: { readonly timeZone?: string }): string {
  const { summary, started, timeline } = report;
  const time = createLocalTime(timeZone);
  const tasks = timeline.filter((entry): entry is TaskEntry => entry.kind === 'task');
  const acted = tasks.filter(({ status, isItem }) => status !== 'skipped' && !isItem);
  const wrong = tasks.filter(
    ({ status }) => status === 'failed' || status === 'stopped' || status === 'running',
  );
  const row = ({ time: at, name, status, checked, duration, action }: TaskEntry): string =>
    markdownRow([
      `${time.timeOfDay(at)} +${stopwatchText(at - started)}`,
      WORDS[status] ?? markdownText(checked ?? status),
      markdownText(name),
      markdownText(action),
      duration === undefined ? '' : durationText(duration),
    ]);
  const parts = [
    `# ${markdownText(summary.title)}`,
    [
      markdownRow(['', '']),
      '|---|---|',
      ...summary.facts.map(([label, value]) => markdownRow([markdownText(label), markdownText(value)])),
    ].join('\n'),
    ...summary.sections.map(section),
    '## Timeline',
    [
      markdownRow(['Time', 'Ended', 'Task', 'Action', 'Duration']),
      '|---|---|---|---|---:|',
      ...acted.map(row),
    ].join('\n'),
    ...wrong.flatMap(evidence),
  ];
  return `${parts.join('\n\n')}\n`;
}

const WORDS: Readonly<Partial<Record<TaskEntry['status'], string>>> = {
  failed: '**FAILED**',
  stopped: '**STOPPED**',
  running: '**NOT ENDED**',
};

function section({ title, items }: Section): string {
  const lines = items.flatMap(({ head, details }) => [
    `- ${markdownText(head)}`,
    ...details.flat().map((line) => `  - ${markdownText(line)}`),
  ]);
  return `## ${markdownText(title)}\n\n${lines.join('\n')}`;
}

/** What a task that went wrong called, and wrote last. */
function evidence({ name, calls, output }: TaskEntry): readonly string[] {
  const called = calls.at(-1);
  const lines = [
    ...(called ? [...called.lines.slice(0, MOST_LINES)] : []),
    ...output
      .slice(-MOST_LINES)
      .map(({ stream, text: line }) =>
        stream === 'output' || stream === 'stdout' ? line : `${stream}: ${line}`,
      ),
  ];
  if (lines.length === 0) return [];
  const fence = '`'.repeat(
    Math.max(
      3,
      ...(lines
        .join('\n')
        .match(/`+/g)
        ?.map(({ length }) => length + 1) ?? []),
    ),
  );
  return [`### ${markdownText(name)}`, `${fence}text\n${lines.join('\n')}\n${fence}`];
}
