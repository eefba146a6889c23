import type { RunEvent, TaskFinished } from '../events/run-event.ts';

/** Lines that tell of one event, and its time. */
export interface TimedLines {
  readonly time: number;
  readonly lines: readonly string[];
}

/** Holds lines back until they are worth reading. */
export interface QuietLines {
  /** What to write now that the event has come whose lines these are. */
  take(event: RunEvent, lines: readonly string[]): readonly TimedLines[];
  /** What is held back, because what it tells of lasts. */
  release(): readonly TimedLines[];
  /** The task whose start is held back. */
  readonly waiting: string | undefined;
}

/** A task that lasts as long has its start told, in milliseconds. */
export const LASTS = 1000;

interface Held extends TimedLines {
  readonly isTask: boolean;
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
  let latest = -Infinity;

  function release(isWanted: (entry: Held) => boolean = () => true): TimedLines[] {
    const released: TimedLines[] = [];
    for (const [key, entry] of held) {
      if (!isWanted(entry)) continue;
      held.delete(key);
      if (entry.isTask) told.add(key);
      released.push(at(entry.time, entry.lines));
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

  const say = ({ time }: RunEvent, lines: readonly string[]): TimedLines[] =>
    lines.length === 0 ? [] : [...release(), at(time, lines)];

  /** What happens by a task's doing: the task's own line says that it did, unless it goes on. */
  const sayAside = (event: RunEvent, lines: readonly string[]): TimedLines[] => [
    ...release(({ isTask, time }) => !isTask || event.time - time >= LASTS),
    at(event.time, lines),
  ];

  function taskFinished(event: TaskFinished, lines: readonly string[]): TimedLines[] {
    const { id, time } = event;
    const start = held.get(id);
    const lasted = start !== undefined && time - start.time >= LASTS;
    const wasTold = told.delete(id) || lasted;
    const isQuiet = goesWithoutSaying(event, wasTold, answered.delete(id));
    if (isQuiet || !lasted) held.delete(id);
    chosen.delete(id);
    return isQuiet ? [] : say(event, lines);
  }

  return {
    release: () => release(),
    get waiting() {
      for (const [key, { isTask }] of held) if (isTask) return key;
      return undefined;
    },
    take(event, lines) {
      switch (event.type) {
        case 'task-started':
          return chosen.has(event.id) ? [] : hold(event.id, event, lines, true);
        case 'question-answered':
          answered.add(event.id);
          return say(event, lines);
        case 'task-finished':
          return taskFinished(event, lines);
        case 'branch-chosen':
          chosen.add(event.branchId);
          return say(event, lines);
        case 'block-started':
          chosen.delete(event.id);
          return hold(`${event.part} ${event.id}`, event, lines, false);
        case 'block-finished':
          held.delete(`${event.part} ${event.id}`);
          return say(event, lines);
        case 'window-opened': {
          // It has the block's name, and more to say.
          const key = `block ${event.id}`;
          if (!held.has(key)) return sayAside(event, lines);
          held.set(key, { time: event.time, lines, isTask: false });
          return release(({ isTask }) => !isTask);
        }
        case 'session-opened':
        case 'session-closed':
          return sayAside(event, lines);
        default:
          return say(event, lines);
      }
    },
  };
}

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
const OWN_VALUES: ReadonlySet<string> = new Set(['assert', 'debug', 'set_fact']);
