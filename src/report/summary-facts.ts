import { leftOpenText } from '../events/left-open-text.ts';
import type { BlockFinished, RunCounts } from '../events/run-event.ts';
import { oneLine } from '../text/printable.ts';
import { durationText } from '../time/duration-text.ts';
import { createLocalTime } from '../time/local-time.ts';
import type { RunRecord } from './run-record.ts';

export interface SummaryOptions {
  /** Where the runner was and who started it, as the operating system names them. */
  readonly host: string;
  readonly user: string;
  /** Width to wrap to. Default 100; less than 50 counts as 50. */
  readonly columns?: number;
  /** Missing: the system's. */
  readonly timeZone?: string;
}

export type Fact = readonly [label: string, text: string];

/** What is so of the run as a whole, each with its label. */
export function factsOf(record: RunRecord, { host, user, timeZone }: SummaryOptions): Fact[] {
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
    ...(finished?.compared ? [['Expected', oneLine(finished.compared.text)] as const] : []),
    ['Runbook', `${started?.file ?? '?'}, ${mode}${scenario}, run ${started?.runId ?? '?'}`],
    ...startFacts(record),
    ['Started', time.dateAndTime(begun)],
    ['Ended', `${time.dateAndTime(ended)}, after ${durationText(finished?.duration ?? ended - begun)}`],
    ['Host', whereText(record, host, user)],
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

/** Where it took place, and from where that was reached. */
function whereText({ started }: RunRecord, own: string, user: string): string {
  if (started?.host === undefined) return `${own}, by ${user}`;
  const { host, connection, mode } = started;
  const way = connection === undefined ? '' : ` over ${connection}`;
  return mode === 'rehearsal'
    ? `${own}, as on ${oneLine(host)}${way}, by ${user}`
    : `${oneLine(host)}${way}, from ${own}, by ${user}`;
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
