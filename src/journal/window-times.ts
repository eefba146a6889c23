import { nodeOf } from '../events/instance.ts';
import type { RunEvent, TaskFinished } from '../events/run-event.ts';
import type { WindowTask } from '../program/window-tasks.ts';

/** What the tasks of a window took, each time that it was opened: by their keys, in milliseconds, and how often they were done; 0 times where they were skipped. */
export type WindowTimes = Readonly<Record<string, readonly [milliseconds: number, times: number]>>;

/** Finds out, while a run goes on, how long the tasks in its windows take. */
export interface WindowClock {
  handle(event: RunEvent): void;
  /** What was under way when the run broke off took however long that was. */
  broken(): void;
  times(): readonly WindowTimes[];
}

interface Begun {
  /** How long the operator took to answer, in milliseconds. */
  asked: number;
  askedAt: number | undefined;
}

type Opening = Map<string, [milliseconds: number, times: number]>;

export function createWindowClock(tasks: ReadonlyMap<string, WindowTask>): WindowClock {
  const begun = new Map<string, Begun>();
  const open = new Map<string, Opening>();
  const openings: Opening[] = [];
  /** What was skipped before something opened the window. */
  const early = new Map<string, Set<string>>();

  function opened(block: string): void {
    const opening: Opening = new Map();
    for (const key of early.get(block) ?? []) opening.set(key, [0, 0]);
    early.delete(block);
    open.set(block, opening);
    openings.push(opening);
  }

  /** Handlers that the whole window did not need. */
  function unnotified(block: string): void {
    const opening = open.get(block);
    for (const { key, windows, isHandler } of tasks.values())
      if (isHandler && windows.includes(block) && opening && !opening.has(key)) opening.set(key, [0, 0]);
  }

  function finished(event: TaskFinished): void {
    const { id, item, status, duration, checked } = event;
    const task = tasks.get(nodeOf(id));
    const about = begun.get(id);
    begun.delete(id);
    // The items of a loop are the loop's.
    if (!task || !about || item !== undefined || checked) return;
    const isDone = status === 'ok' || status === 'changed' || status === 'ignored';
    if (!isDone && status !== 'skipped') return;
    for (const block of task.windows) {
      const opening = open.get(block);
      if (opening) {
        const [before, times] = opening.get(task.key) ?? [0, 0];
        opening.set(task.key, isDone ? [before + duration - about.asked, times + 1] : [before, times]);
      } else if (!isDone) early.set(block, (early.get(block) ?? new Set()).add(task.key));
    }
  }

  return {
    handle(event) {
      switch (event.type) {
        case 'window-opened':
          opened(nodeOf(event.id));
          return;
        case 'window-closed':
          unnotified(nodeOf(event.id));
          open.delete(nodeOf(event.id));
          return;
        case 'window-left':
          open.delete(nodeOf(event.id));
          return;
        case 'task-started':
          if (tasks.has(nodeOf(event.id))) begun.set(event.id, { asked: 0, askedAt: undefined });
          return;
        case 'question-asked': {
          const about = begun.get(event.id);
          if (about) about.askedAt = event.time;
          return;
        }
        case 'question-answered': {
          const about = begun.get(event.id);
          if (about?.askedAt !== undefined) about.asked += event.time - about.askedAt;
          return;
        }
        case 'task-finished':
          finished(event);
          return;
        default:
          return;
      }
    },
    broken: () => begun.clear(),
    times: () => openings.map((opening) => Object.fromEntries(opening)),
  };
}
