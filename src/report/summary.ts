import { durationText } from '../time/duration-text.ts';
import type { CalledText } from '../events/called-text.ts';
import { checkedAs, wouldChangeText } from '../events/checked-as.ts';
import { leftOpenText } from '../events/left-open-text.ts';
import { statusText } from '../events/status-text.ts';
import { createLocalTime } from '../time/local-time.ts';
import { oneLine, printableLines, withoutCommands } from '../text/printable.ts';
import type { BlockFinished, RunCounts, RunEvent, TaskFinished } from '../events/run-event.ts';
import { wrapToWidth } from '../text/text-width.ts';
import { createRunRecord, notReached, recordEvent, type NotableTask, type RunRecord } from './run-record.ts';

export interface SummaryOptions {
  /** Where the run took place and who started it, as the operating system names them. */
  readonly host: string;
  readonly user: string;
  /** Width to wrap to. Default 100; less than 50 counts as 50. */
  readonly columns?: number;
  /** Missing: the system's. */
  readonly timeZone?: string;
}

/** Collects a run's events and says at its end what an operator wants to read, and to paste into a ticket. */
export interface Summary {
  handle(event: RunEvent): void;
  /** Plain lines, each ended by `\n`. Short when all went well. Can be asked for at any time, also when the run never finished. */
  text(options: SummaryOptions): string;
  /** The same before it is laid out. */
  content(options: SummaryOptions): SummaryContent;
}

/** What a summary says. All texts are printable. */
export interface SummaryContent {
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly sections: readonly Section[];
}

export function createSummary(): Summary {
  const record = createRunRecord();
  const content = (options: SummaryOptions): SummaryContent => ({
    title: oneLine(record.started?.name ?? 'Run'),
    facts: factsOf(record, options).map(([label, text]) => [label, oneLine(text)]),
    sections: sectionsOf(record).map((section) => ({
      ...section,
      items: section.items.map((item) => ({ ...item, head: oneLine(item.head) })),
    })),
  });
  return {
    handle: (event) => {
      recordEvent(record, event);
    },
    content,
    text: (options) => {
      const columns = Math.max(50, options.columns ?? 100);
      const { title, facts, sections } = content(options);
      const labels = facts.flatMap(([label, text]) => labelled(label, text, columns));
      const lists = sections.flatMap((section) => sectionLines(section, columns));
      // A long line can be cut where a command would begin.
      return [...wrapToWidth(title, columns), ...labels, ...lists]
        .map((line) => `${withoutCommands(line)}\n`)
        .join('');
    },
  };
}

export type Fact = readonly [label: string, text: string];

function factsOf(record: RunRecord, { host, user, timeZone }: SummaryOptions): Fact[] {
  const { started, finished, session } = record;
  const time = createLocalTime(timeZone);
  const begun = started?.time ?? record.lastTime;
  const ended = finished?.time ?? record.lastTime;
  const mode = { apply: 'applied', check: checkedText(record), rehearsal: 'rehearsed' }[
    started?.mode ?? 'apply'
  ];
  const scenario = started?.scenario === undefined ? '' : `, scenario ${started.scenario}`;
  const facts: Fact[] = [
    ['Outcome', outcomeOf(record)],
    ['Runbook', `${started?.file ?? '?'}, ${mode}${scenario}, run ${started?.runId ?? '?'}`],
    ...startFacts(record),
    ['Started', time.dateAndTime(begun)],
    ['Ended', `${time.dateAndTime(ended)}, after ${durationText(finished?.duration ?? ended - begun)}`],
    ['Host', `${host}, by ${user}`],
  ];
  if (session) facts.push(['PowerShell', `${session.version} (${session.edition})`]);
  for (const message of record.sessionsLost) facts.push(['Session', `LOST: ${oneLine(message)}`]);
  for (const { name, limit, opened, elapsed, left } of record.windows.values()) {
    if (left) {
      facts.push(['Window', `${oneLine(name)}: ${left.undone ? '' : 'LEFT OPEN, '}${leftOpenText(left)}`]);
      continue;
    }
    const spent = elapsed ?? ended - opened;
    const over = spent > limit ? `, OVERRUN by ${durationText(spent - limit)}` : '';
    const open = elapsed === undefined ? ', STILL OPEN at the end' : '';
    facts.push([
      'Window',
      `${oneLine(name)}: ${durationText(spent)} of ${durationText(limit)}${over}${open}`,
    ]);
  }
  for (const branch of record.branches) facts.push(['Branch', oneLine(branch)]);
  for (const { name, status } of record.rescues.values())
    facts.push(['Rescue', `${RESCUES[status ?? 'stopped']}: ${oneLine(name) || 'unnamed'}`]);
  if (finished) facts.push(['Tasks', recap(finished.counts, record)]);
  return facts;
}

function startFacts({ started }: RunRecord): Fact[] {
  if (!started?.startAt) return [];
  const { name, place, leftOut } = started.startAt;
  const count = leftOut.length === 1 ? '1 task' : `${leftOut.length} tasks`;
  return [['Start', `at "${oneLine(name)}" (${place}), ${count} before it left out`]];
}

/** How a rescue ended; one whose end nobody saw was cut off. */
const RESCUES: Readonly<Record<BlockFinished['status'], string>> = {
  ok: 'was run',
  rescued: 'was run',
  failed: 'failed',
  stopped: 'was begun, and stopped',
};

function checkedText({ changedInCheck }: RunRecord): string {
  if (changedInCheck.length === 0) return 'checked, nothing was changed';
  const names = changedInCheck.map((name) => `"${oneLine(name)}"`).join(', ');
  return `checked; with check_mode: false, really run and perhaps changed something: ${names}`;
}

function outcomeOf({ finished, sessionsLost, finishedTasks }: RunRecord): string {
  if (!finished) return 'UNKNOWN: the run did not come to its end';
  // Without PowerShell nothing was lost: either nothing was begun, or a task failed for want of it.
  const noSession = sessionsLost.length > 0 ? 'LOST' : finishedTasks.size === 0 ? 'NOT BEGUN' : 'FAILED';
  const word = { 0: 'done', 1: 'BUG', 2: 'FAILED', 3: noSession, 4: 'REFUSED', 5: 'STOPPED' }[
    finished.exitCode
  ];
  return `${word}: ${oneLine(finished.outcome)} (exit code ${finished.exitCode})`;
}

/**
 * As Ansible's recap, but without what is zero; `ok` and `changed` always stand there. What was only checked is counted by itself: then they are
 * what was really run, or works on the runner's own values.
 */
function recap(counts: RunCounts, { started, checked }: RunRecord): string {
  const { ok, changed, ...others } = counts;
  const rest = Object.entries(others).filter(([, count]) => count > 0);
  const { read, wouldChange } = checked;
  const isCheck = started?.mode === 'check';
  const own: (readonly [string, number])[] = isCheck
    ? [
        ['read', read],
        ['would_change', wouldChange],
        ['ok', ok - read - wouldChange],
      ]
    : [['ok', ok]];
  const really = changed - (isCheck ? wouldChange : 0);
  const change: typeof own = isCheck && really === 0 ? [] : [['changed', really]];
  return [...own, ...change, ...rest].map(([name, count]) => `${name}=${count}`).join(' ');
}

type TaskPlace = Pick<TaskFinished, 'name' | 'place'>;

export interface Section {
  readonly title: string;
  readonly items: readonly Item[];
}

export interface Item {
  readonly head: string;
  readonly details: readonly Detail[];
}

/** A line, or the lines of one text. */
export type Detail = string | readonly string[];

/** Longer lists are cut: what was not run can be hundreds of tasks. */
const LONGEST_LIST = 40;

/** Lines of one task's reason. */
const LONGEST_REASON = 20;

function sectionsOf(record: RunRecord): Section[] {
  const of = (status: TaskFinished['status']): NotableTask[] =>
    record.notable.filter((task) => task.status === status);
  const retried = record.notable.filter(
    ({ status, attempts }) => attempts > 1 && (status === 'ok' || status === 'changed'),
  );
  const left = record.warningsLeftOut === 0 ? [] : [`and ${record.warningsLeftOut} more, in the log`];
  const sections: Section[] = [
    { title: 'Status', items: [...record.board].map(([name, value]) => plain(statusText(name, value))) },
    { title: 'Errors', items: record.errors.map(lines) },
    { title: 'Failed', items: of('failed').map(full) },
    { title: 'Stopped', items: of('stopped').map(full) },
    {
      title: 'In doubt: cut off, may be half done',
      items: (record.finished?.inDoubt ?? []).map((task) => ({
        head: `${oneLine(task.name)} (${task.place})`,
        details: [...printableLines(task.why), ...calledDetails(callOf(task, record))],
      })),
    },
    {
      title: 'Notified, but not run',
      items: (record.finished?.notifiedOnly ?? []).map(({ name, place, by }) => ({
        head: `${oneLine(name)} (${place})`,
        details: [`by ${by.map((task) => `"${oneLine(task)}"`).join(', ')}`],
      })),
    },
    { title: 'Undone', items: record.undone.map(plain) },
    { title: 'NOT UNDONE', items: record.notUndone.map(plain) },
    { title: 'Still running when last heard of', items: stillRunning(record) },
    { title: 'Failed, but ignored', items: of('ignored').map(full) },
    {
      title: 'Skipped after a failure',
      items: record.notable.filter(({ skippedFailure }) => skippedFailure).map(full),
    },
    { title: 'Typed at a failure', items: shortened(record.typed.map(plain)) },
    { title: 'Variables changed at a failure', items: shortened(record.changedVariables.map(plain)) },
    { title: 'Retried', items: retried.map((task) => ({ head: headOf(task), details: [] })) },
    {
      title: 'Left out before the start',
      items: shortened((record.started?.startAt?.leftOut ?? []).map(plain)),
    },
    {
      title: 'Would change',
      items: shortened(record.notable.filter((task) => checkedAs(task) === 'would change').map(would)),
    },
    { title: 'Not run in check mode', items: shortened(of('not_run').map(brief)) },
    { title: 'Not run', items: shortened(notReached(record).map(plain)) },
    { title: 'Warnings', items: [...record.warnings, ...left].map(lines) },
  ];
  return sections.filter(({ items }) => items.length > 0);
}

function stillRunning({ finished, running }: RunRecord): Item[] {
  if (finished) return [];
  return [...running.values()].map(({ name, called }) => ({
    head: oneLine(name),
    details: calledDetails(called),
  }));
}

/** The call of a task in doubt: it failed or was stopped, or it still ran when the run was ended. */
function callOf({ name, place }: TaskPlace, { notable, running }: RunRecord): CalledText | undefined {
  const isIt = (task: TaskPlace): boolean => task.name === name && task.place === place;
  return (notable.findLast(isIt) ?? [...running.values()].find(isIt))?.called;
}

function calledDetails(called: CalledText | undefined): Detail[] {
  if (!called) return [];
  const label = called.label.charAt(0).toUpperCase() + called.label.slice(1);
  return [printableLines(called.text).map((line, index) => (index === 0 ? label + line : line))];
}

const plain = (name: string): Item => ({ head: oneLine(name), details: [] });

/** A text of one line or several, of which the first says what it is. */
function lines(text: string): Item {
  const [head = '', ...details] = printableLines(text).map(oneLine);
  return { head, details };
}

function full(task: NotableTask): Item {
  const help = task.help === undefined ? [] : [`What to do: ${printableLines(task.help).join(' ')}`];
  const reason = printableLines(task.reason).filter((line) => line !== '');
  return { head: headOf(task), details: [...middleCut(reason), ...calledDetails(task.called), ...help] };
}

/** A ticket wants the reason's beginning and its end, where the last words of a program stand. */
function middleCut(lines: readonly string[]): readonly string[] {
  if (lines.length <= LONGEST_REASON) return lines;
  const kept = LONGEST_REASON / 2;
  return [
    ...lines.slice(0, kept),
    `… ${lines.length - 2 * kept} lines left out, in the log`,
    ...lines.slice(-kept),
  ];
}

function brief({ name, reason }: TaskFinished): Item {
  return plain(reason === '' ? name : `${name}: ${printableLines(reason).join(' ')}`);
}

function would(task: TaskFinished): Item {
  return plain(`${task.name}${wouldChangeText(task)}`);
}

function headOf({ name, place, duration, attempts }: TaskFinished): string {
  const tries = attempts > 1 ? `${attempts} attempts, ` : '';
  return `${oneLine(name)} (${place}), ${tries}${durationText(duration)}`;
}

function shortened(items: readonly Item[]): Item[] {
  if (items.length <= LONGEST_LIST) return [...items];
  return [...items.slice(0, LONGEST_LIST), plain(`and ${items.length - LONGEST_LIST} more`)];
}

function labelled(label: string, text: string, columns: number): string[] {
  const width = 'PowerShell'.length + 2;
  return wrapToWidth(text, columns - width).map(
    (line, index) => (index === 0 ? label : '').padEnd(width) + line,
  );
}

function sectionLines({ title, items }: Section, columns: number): string[] {
  const indented = (text: string, first: string, rest: string): string[] =>
    wrapToWidth(text, columns - rest.length).map((line, index) => (index === 0 ? first : rest) + line);
  return [
    '',
    title,
    ...items.flatMap(({ head, details }) => [
      ...indented(head, '- ', '  '),
      ...details.flatMap((detail) =>
        typeof detail === 'string'
          ? indented(detail, '    ', '    ')
          : detail.flatMap((line, index) => indented(line, index === 0 ? '    ' : '      ', '      ')),
      ),
    ]),
  ];
}
