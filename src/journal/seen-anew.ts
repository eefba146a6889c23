import type { RunEvent } from '../events/run-event.ts';

/**
 * Hands on what is seen of a run that is gone on with. What was seen before is not seen once more, but of the tasks that are under way where the run goes on: that
 * they have begun, and what they call, behind the first event that is new.
 */
export function seenAnew(
  isReplayed: () => boolean,
  handle: (event: RunEvent) => void,
): (event: RunEvent) => void {
  const underWay = new Map<string, RunEvent[]>();
  return (event) => {
    if (isReplayed()) {
      if (event.type === 'task-started') underWay.set(event.id, [event]);
      else if (event.type === 'task-called') {
        const [started] = underWay.get(event.id) ?? [];
        if (started) underWay.set(event.id, [started, event]);
      } else if (event.type === 'task-finished') underWay.delete(event.id);
      return;
    }
    handle(event);
    for (const events of underWay.values()) for (const each of events) handle(each);
    underWay.clear();
  };
}
