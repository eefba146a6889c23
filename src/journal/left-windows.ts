import type { LeftWindow } from '../engine/run.ts';
import type { RunEvent } from '../events/run-event.ts';
import type { Entry, OpenedWindow } from './entry.ts';
import { runState } from './run-state.ts';

/** Finds out, while a run goes on, which windows would be left open if it ended now. */
export interface LeftWindows {
  handle(event: RunEvent): void;
  find(): readonly OpenedWindow[];
}

/** `before`: those that were left open when the run was gone on with. */
export function createLeftWindows(before: readonly OpenedWindow[]): LeftWindows {
  const left = new Map(before.map((each) => [each.id, each]));
  return {
    handle(event) {
      switch (event.type) {
        case 'window-opened': {
          const { id, name, time, opened = time } = event;
          // The same, gone through once more.
          if (left.get(id)?.opened !== opened) left.set(id, { id, name, opened });
          return;
        }
        case 'window-closed':
          left.delete(event.id);
          return;
        case 'window-left': {
          const window = left.get(event.id);
          if (event.undone) left.delete(event.id);
          else if (window && event.held) left.set(event.id, { ...window, held: true });
          return;
        }
        default:
          return;
      }
    },
    find: () => [...left.values()],
  };
}

/** The windows whose clocks go on when somebody goes on with a run, from the entry `at`. */
export function openedWindows(entries: readonly Entry[], at: number): readonly OpenedWindow[] {
  const state = runState(entries);
  if (state.kind !== 'open') return state.finished.resume?.windows ?? [];
  const before = entries.findLast((entry) => entry.type === 'resumed' && entry.seq < at);
  return before?.type === 'resumed' ? (before.windows ?? []) : [];
}

/** The same as the engine asks for them. */
export function windowsLeft(windows: readonly OpenedWindow[]): ReadonlyMap<string, LeftWindow> {
  return new Map(windows.map(({ id, opened, held = false }) => [id, { opened, held }]));
}
