import { nodeOf } from './instance.ts';
import type { NotifiedOnly, RunCounts, RunEvent, RunFinished, TaskFinished } from './run-event.ts';

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
  /** How many failures the operator has let count as skipped. */
  skippedFailures: number;
  /** Asynchronous tasks that go on and may change something, by their `ansible_job_id`. */
  readonly jobs: Map<string, TaskPlace>;
  /** Handlers that are notified and have not run since, by their id in the outline. */
  readonly notified: Map<string, NotifiedOnly>;
}

export function createTally(): Tally {
  return {
    counts: { ok: 0, changed: 0, skipped: 0, failed: 0, ignored: 0, rescued: 0, not_run: 0, stopped: 0 },
    inDoubt: [],
    running: new Map(),
    acting: new Map(),
    skippedFailures: 0,
    jobs: new Map(),
    notified: new Map(),
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
    case 'handler-reached':
      tally.notified.delete(nodeOf(event.id));
      break;
    case 'block-finished':
      if (event.part !== 'rescue' || event.status !== 'rescued') break;
      // As in Ansible's recap: what was rescued did not fail.
      tally.counts.rescued += event.cleared ?? 0;
      tally.counts.failed -= event.cleared ?? 0;
      break;
    default:
    // Nothing else counts.
  }
}

function taskFinished(tally: Tally, event: TaskFinished): void {
  const { id, name, place, action, status, inDoubt, item, job, notified = [] } = event;
  const { counts, running, acting, jobs } = tally;
  running.delete(id);
  const started = job && jobs.get(job.id);
  const acts = acting.get(id);
  if (job?.state === 'started' && acts) jobs.set(job.id, acts);
  if (job?.state === 'ended') jobs.delete(job.id);
  acting.delete(id);
  if (event.skippedFailure) tally.skippedFailures++;
  for (const handler of notified) {
    const by = tally.notified.get(handler.id)?.by ?? [];
    tally.notified.set(handler.id, {
      name: handler.name,
      place: handler.place,
      by: by.includes(name) ? by : [...by, name],
    });
  }
  // The items of a loop are one task; what is told to the runner itself is none, as in Ansible's recap, unless it fails.
  const isOwn = action === 'meta' && (status === 'ok' || status === 'skipped');
  if (item === undefined && !isOwn) {
    if (status === 'changed') counts.ok++;
    counts[status]++;
  }
  if (inDoubt !== undefined) tally.inDoubt.push({ ...(started ?? { name, place }), why: inDoubt });
}

/** What a run has come to by now, also where it ends in the middle of a task. */
export function soFar({
  counts,
  inDoubt,
  acting,
  jobs,
  notified,
}: Tally): Pick<RunFinished, 'counts' | 'inDoubt' | 'notifiedOnly'> {
  const cut = [...jobs.values(), ...acting.values()].map((task) => ({
    ...task,
    why: 'the run was ended while it ran',
  }));
  const waiting = notified.size === 0 ? {} : { notifiedOnly: [...notified.values()] };
  return { counts: { ...counts }, inDoubt: [...inDoubt, ...cut], ...waiting };
}
