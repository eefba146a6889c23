import type { RunCounts, RunEvent, RunFinished, TaskFinished } from './run-event.ts';

type InDoubt = RunFinished['inDoubt'][number];
type TaskPlace = Pick<InDoubt, 'name' | 'place'>;

/** What the end of a run is worked out from: a fold over its events, by `tallyEvent` alone. */
export interface Tally {
  readonly counts: { -readonly [Status in keyof RunCounts]: number };
  /** Tasks that are over and may be half done. */
  readonly inDoubt: InDoubt[];
  /** Tasks that have begun and are not over, by id. */
  readonly running: Map<string, TaskPlace>;
  /** Those of them that have made a call that may change something, by id. */
  readonly acting: Map<string, TaskPlace>;
}

export function createTally(): Tally {
  return {
    counts: { ok: 0, changed: 0, skipped: 0, failed: 0, ignored: 0, rescued: 0, not_run: 0, stopped: 0 },
    inDoubt: [],
    running: new Map(),
    acting: new Map(),
  };
}

export function tallyEvent(tally: Tally, event: RunEvent): void {
  switch (event.type) {
    case 'task-started':
      tally.running.set(event.id, { name: event.name, place: event.place });
      break;
    case 'task-called': {
      const task = tally.running.get(event.id);
      if (task && event.mayChange && !event.checked) tally.acting.set(event.id, task);
      break;
    }
    case 'task-finished':
      taskFinished(tally, event);
      break;
    case 'block-finished':
      if (event.part !== 'rescue' || event.status !== 'rescued') break;
      // As in Ansible's recap: what was rescued did not fail.
      tally.counts.rescued++;
      tally.counts.failed -= event.cleared ?? 0;
      break;
    default:
    // Nothing else counts.
  }
}

function taskFinished(tally: Tally, { id, name, place, status, inDoubt, item }: TaskFinished): void {
  const { counts, running, acting } = tally;
  running.delete(id);
  acting.delete(id);
  // The items of a loop are one task.
  if (item === undefined) {
    if (status === 'changed') counts.ok++;
    counts[status]++;
  }
  if (inDoubt !== undefined) tally.inDoubt.push({ name, place, why: inDoubt });
}

/** What a run has come to by now, also where it ends in the middle of a task. */
export function soFar({ counts, inDoubt, acting }: Tally): Pick<RunFinished, 'counts' | 'inDoubt'> {
  const cut = [...acting.values()].map((task) => ({ ...task, why: 'the run was ended while it ran' }));
  return { counts: { ...counts }, inDoubt: [...inDoubt, ...cut] };
}
