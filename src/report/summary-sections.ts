import type { CalledText } from '../events/called-text.ts';
import { checkedAs, wouldChangeText } from '../events/checked-as.ts';
import type { EndingDifference, TaskFinished } from '../events/run-event.ts';
import { statusText } from '../events/status-text.ts';
import { oneLine, printableLines } from '../text/printable.ts';
import { durationText } from '../time/duration-text.ts';
import { notReached, type NotableTask, type RunRecord } from './run-record.ts';

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

/** What an operator has to know of: what went wrong, what is in doubt, what was not run. */
export function sectionsOf(record: RunRecord): Section[] {
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
    // Whoever waits for it looks at the end.
    { title: 'Not as expected', items: (record.finished?.compared?.differences ?? []).map(difference) },
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

function difference({ place, message, details }: EndingDifference): Item {
  return { head: `${place}: ${oneLine(message)}`, details: details.map(oneLine) };
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
