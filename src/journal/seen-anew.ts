import type { RunEvent, WindowOpened } from '../events/run-event.ts';

/**
 * Hands on what is seen of a run that is gone on with. What was seen before is not seen once more, but of the tasks that are under way where the run goes on: that
 * they have begun, and what they call, behind the first event that is new; and of windows that are open, since when, if that is before the run was gone on with, at `resumed`.
 */
export function seenAnew(
  isReplayed: () => boolean,
  resumed: number,
  handle: (event: RunEvent) => void,
): (event: RunEvent) => void {
  const underWay = new Map<string, RunEvent[]>();
  const windows = new Map<string, WindowOpened>();
  return (event) => {
    if (isReplayed()) {
      if (event.type === 'task-started') underWay.set(event.id, [event]);
      else if (event.type === 'task-called') {
        const [started] = underWay.get(event.id) ?? [];
        if (started) underWay.set(event.id, [started, event]);
      } else if (event.type === 'task-finished') underWay.delete(event.id);
      else if (event.type === 'window-opened') windows.set(event.id, event);
      else if (event.type === 'window-closed' || event.type === 'window-left') windows.delete(event.id);
      return;
    }
    handle(event);
    const { time } = event;
    for (const window of windows.values()) {
      const { opened = window.time } = window;
      handle({ ...window, time, ...(opened < resumed ? { opened } : {}) });
    }
    windows.clear();
    // What a task asked the clock before the run went on is seen behind what is new, and not before it.
    for (const events of underWay.values())
      for (const each of events) handle({ ...each, time: Math.max(each.time, time) });
    underWay.clear();
  };
}
