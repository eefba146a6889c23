import type { PlannedWindow } from '../../plan/plan.ts';
import type { Takes } from '../../plan/takes.ts';
import { timelineOf, type Timeline, type TimelineStep } from '../../plan/timeline.ts';
import { durationText, stopwatchText } from '../../time/duration-text.ts';
import { unknownText } from '../../events/window-text.ts';

/** One line of a window's timeline: when, how long as a rule, how long at most, and what. */
export type TimelineRow = readonly [from: string, takes: string, upTo: string, what: string];

export interface WindowTable {
  /** What the window says: `limit 30 min, warning after 20 min`. */
  readonly terms: string;
  /** Empty where nothing is known of how long anything in it takes. */
  readonly rows: readonly TimelineRow[];
  /** What there is to say of all of it. */
  readonly notes: readonly string[];
}

/** A window as people read it. */
export function windowTable(window: PlannedWindow): WindowTable {
  const timeline = timelineOf(window);
  const { takes, steps } = timeline;
  const isKnown = takes.unknown < steps.length && takes.usual + takes.most > 0;
  return {
    terms: termsText(window),
    rows: isKnown ? rowsOf(timeline, window) : [],
    notes: notesOf(timeline, window, isKnown),
  };
}

function termsText({ limit, warnAfter, onOverrun, reserve }: PlannedWindow): string {
  const what = {
    warn: [],
    stop: ['stops before a task that would not end in time'],
    rescue: ['its overrun is a failure'],
  }[onOverrun];
  return [
    `limit ${limit === undefined ? 'is known at run time' : durationText(limit)}`,
    ...(warnAfter === undefined ? [] : [`warning after ${durationText(warnAfter)}`]),
    ...(reserve === undefined || reserve === 0 ? [] : [`${durationText(reserve)} are kept for undoing`]),
    ...what,
  ].join(', ');
}

function rowsOf({ steps, takes, pointOfNoReturn }: Timeline, { limit }: PlannedWindow): TimelineRow[] {
  const end: TimelineRow = [stopwatchText(takes.usual), '', '', endText(takes, limit)];
  const rows = [...steps.filter(takesTime).map(stepRow), end];
  if (!pointOfNoReturn) return rows;
  const { at, step } = pointOfNoReturn;
  const where = step ? `in "${step.name}"` : 'after the expected end';
  const back: TimelineRow = [stopwatchText(at), '', '', `point of no return, ${where}`];
  const before = steps.filter((each) => takesTime(each) && each.at <= at).length + (step ? 0 : 1);
  return rows.toSpliced(before, 0, back);
}

function endText({ usual, most }: Takes, limit = Infinity): string {
  if (usual > limit) return 'expected end, LATER THAN THE LIMIT';
  if (most === usual) return 'expected end';
  return `expected end; it may be ${stopwatchText(most)}${most > limit ? ', later than the limit' : ''}`;
}

/** What only works on the runner's own values says nothing of the time. */
function takesTime({ takes }: TimelineStep): boolean {
  return takes.usual + takes.most + takes.unknown > 0;
}

function stepRow({ at, name, takes, perhaps, branches }: TimelineStep): TimelineRow {
  const { usual, most, unknown } = takes;
  const text = (time: number) => (unknown > 0 && time === 0 ? '?' : durationText(time));
  const choice = branches === undefined ? '' : ` (the longest of ${branches} branches)`;
  const depends = perhaps && branches === undefined ? ' (it depends)' : '';
  return [stopwatchText(at), text(usual), text(most), `${name}${choice}${depends}`];
}

function notesOf(
  { takes, steps, pointOfNoReturn }: Timeline,
  { earlierRuns, reserve = 0 }: PlannedWindow,
  isKnown: boolean,
): readonly string[] {
  if (steps.length === 0) return [];
  if (!isKnown) {
    if (takes.unknown === 0) return [];
    return [
      'nothing is known of how long it takes: a first run shows it, or `expected` of its tasks says it',
    ];
  }
  const runs = earlierRuns === 1 ? '1 earlier run' : `${earlierRuns} earlier runs`;
  const from = earlierRuns > 0 ? `from ${runs}, and what is expected` : 'from what is expected';
  const without = takes.unknown > 0 ? `, ${unknownText(takes.unknown)}` : '';
  const none = pointOfNoReturn && reserve === 0 ? ['nothing is kept for undoing (`reserve`)'] : [];
  return [`${from}${without}`, ...none];
}
