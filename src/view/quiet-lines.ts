import { createJobNames } from '../events/job-names.ts';
import type { BlockFinished, RunEvent, StatusChanged, TaskFinished } from '../events/run-event.ts';
import { createFoldedItems, foldedAs, itemOfMany, LONGEST, loopOf } from './folded-items.ts';
import type { TimedLines } from './timed-lines.ts';

/** Holds lines back until they are worth reading. */
export interface QuietLines {
  /** What to write now that the event has come whose lines these are. */
  take(event: RunEvent, lines: readonly string[]): readonly TimedLines[];
  /** What is held back, because what it tells of lasts. */
  release(): readonly TimedLines[];
  /** The task whose start is held back, and for how many milliseconds at most. */
  readonly waiting: { readonly id: string; readonly patience: number } | undefined;
}

/** A task that lasts as long has its start told, in milliseconds. */
const LASTS = 1000;

interface Held extends TimedLines {
  readonly isTask: boolean;
  /** What it has changed on the status board. */
  readonly board?: string;
}

/**
 * Leaves what an operator reads. The start of a task is told when it lasts, or says something; the heading of a block, when something is told
 * inside of it. Of a task that was skipped, or that worked on the runner's own values and went well, what it said is all.
 */
export function createQuietLines(): QuietLines {
  /** What has begun and is not told, from the outside in. */
  const held = new Map<string, Held>();
  /** Tasks whose start was told. */
  const told = new Set<string>();
  const answered = new Set<string>();
  /** Branches, told when they were chosen. */
  const chosen = new Set<string>();
  const running = new Set<string>();
  /** That a session has ended while nothing ran. */
  let closed: TimedLines | undefined;
  const folded = createFoldedItems();
  const jobs = createJobNames();
  let latest = -Infinity;

  function release(isWanted: (entry: Held) => boolean = () => true): TimedLines[] {
    const released: TimedLines[] = [];
    for (const [key, entry] of held) {
      if (!isWanted(entry)) continue;
      held.delete(key);
      if (entry.isTask) told.add(key);
      const board = entry.board === undefined ? [] : [entry.board];
      released.push(at(entry.time, [...entry.lines, ...board]));
    }
    return released;
  }

  /** What was held back while a later line was written stands below it, and its time does not go back. */
  function at(time: number, lines: readonly string[]): TimedLines {
    latest = Math.max(latest, time);
    return { time: latest, lines };
  }

  function hold(key: string, { time }: RunEvent, lines: readonly string[], isTask: boolean): [] {
    if (lines.length > 0) held.set(key, { time, lines, isTask });
    return [];
  }

  const unfolded = (): TimedLines[] => folded.release().map((each) => at(each.time, each.lines));

  const say = ({ time }: RunEvent, lines: readonly string[]): TimedLines[] =>
    lines.length === 0 ? [] : [...unfolded(), ...release(), at(time, lines)];

  /** What happens by a task's doing: the task's own line says that it did, unless it goes on. */
  const sayAside = (event: RunEvent, lines: readonly string[]): TimedLines[] => [
    ...unfolded(),
    ...release(({ isTask, time }) => !isTask || event.time - time >= LASTS),
    at(event.time, lines),
  ];

  function taskFinished(event: TaskFinished, lines: readonly string[]): TimedLines[] {
    const { id, time } = event;
    const start = held.get(id);
    const lasted = start !== undefined && time - start.time >= patienceWith(id);
    const wasTold = told.delete(id) || lasted;
    const wasAnswered = answered.delete(id);
    chosen.delete(id);
    if (start?.board !== undefined && !lasted) {
      // What it wanted is there at once: one line says so, and below it is what that means.
      const wentWell = event.status === 'ok' || event.status === 'changed';
      if (wentWell) held.delete(id);
      return say(event, wentWell ? [...lines, start.board] : lines);
    }
    const isQuiet = goesWithoutSaying(event, wasTold, wasAnswered);
    if (isQuiet || !lasted) held.delete(id);
    if (isQuiet) return [];
    const word = foldedAs(event);
    const isItem = event.item !== undefined;
    const isMany = isItem && word !== undefined && folded.isMany(id, word);
    if (wasTold || word === undefined) return say(event, lines);
    if (itemOfMany(isItem ? loopOf(id) : id) !== undefined) return [];
    return isMany ? fold(id, word, { time, lines }) : say(event, lines);
  }

  const fold = (id: string, word: string, told: TimedLines): TimedLines[] =>
    folded.add(id, word, told).map((each) => at(each.time, each.lines));

  /** Of a block that is one of many items, and of which nothing was told. */
  function blockFinished(event: BlockFinished, lines: readonly string[]): readonly TimedLines[] {
    const { id, part, status } = event;
    const key = `${part} ${id}`;
    const heading = held.get(key);
    held.delete(key);
    if (lines.length > 0 || !heading || part !== 'block' || status !== 'ok') return say(event, lines);
    return itemOfMany(id) === id
      ? fold(id, status, { time: event.time, lines: heading.lines.map(indentOf) })
      : [];
  }

  /** Changes that come with the task's start or with its end are told together. */
  function statusChanged(event: StatusChanged, lines: readonly string[]): readonly TimedLines[] {
    const [line] = lines;
    const start = event.id === undefined ? undefined : held.get(event.id);
    if (event.id === undefined || !start || line === undefined || event.time - start.time >= LASTS)
      return say(event, lines);
    const board = start.board === undefined ? line : `${start.board}; ${line.replace(/^ *status: /, '')}`;
    held.set(event.id, { ...start, board });
    return [];
  }

  /** The end of a session is told, but for that at the end of the run. */
  function closedBefore({ type }: RunEvent): readonly TimedLines[] {
    const before = closed && type !== 'run-finished' ? [at(closed.time, closed.lines)] : [];
    closed = undefined;
    return before;
  }

  function takeOne(event: RunEvent, lines: readonly string[]): readonly TimedLines[] {
    switch (event.type) {
      case 'task-started':
        running.add(event.id);
        return chosen.has(event.id) ? [] : hold(event.id, event, lines, true);
      case 'question-answered':
        answered.add(event.id);
        return say(event, lines);
      case 'task-finished':
        running.delete(event.id);
        return taskFinished(event, lines);
      case 'status-changed':
        return statusChanged(event, lines);
      case 'branch-chosen':
        chosen.add(event.branchId);
        return say(event, lines);
      case 'block-started':
        chosen.delete(event.id);
        return hold(`${event.part} ${event.id}`, event, lines, false);
      case 'block-finished':
        return blockFinished(event, lines);
      case 'window-opened': {
        // It has the block's name, and more to say.
        const key = `block ${event.id}`;
        if (!held.has(key)) return sayAside(event, lines);
        held.set(key, { time: event.time, lines, isTask: false });
        return release(({ isTask }) => !isTask);
      }
      case 'task-output':
        return jobs.nameOf(event.id) === undefined || lines.length === 0
          ? say(event, lines)
          : sayAside(event, lines);
      case 'session-closed':
        if (running.size === 0) {
          closed = { time: event.time, lines };
          return [];
        }
        return sayAside(event, lines);
      case 'session-opened':
        return sayAside(event, lines);
      default:
        return say(event, lines);
    }
  }

  return {
    release() {
      const before = closed ? [at(closed.time, closed.lines)] : [];
      closed = undefined;
      return [...before, ...unfolded(), ...release()];
    },
    get waiting() {
      for (const [id, { isTask }] of held) if (isTask) return { id, patience: patienceWith(id) };
      return undefined;
    },
    take(event, lines) {
      jobs.take(event);
      return [...closedBefore(event), ...takeOne(event, lines)];
    },
  };
}

/** Of many items the first ones show how long one takes. */
function patienceWith(id: string): number {
  return itemOfMany(id) === undefined ? LASTS : LONGEST;
}

const indentOf = (line: string): string => /^ */.exec(line)?.[0] ?? '';

/** The end of a task says no more than what is told already, or than nobody has to read. */
function goesWithoutSaying(
  { status, action }: TaskFinished,
  wasTold: boolean,
  wasAnswered: boolean,
): boolean {
  if (status === 'skipped') return !wasTold;
  if (status !== 'ok') return false;
  // A pause that waits says how long it was.
  return OWN_VALUES.has(action) || (action === 'pause' && wasAnswered);
}

/** What works on the runner's own values: what it has to say, it has said as a message. */
const OWN_VALUES: ReadonlySet<string> = new Set(['assert', 'debug', 'meta', 'set_fact']);
