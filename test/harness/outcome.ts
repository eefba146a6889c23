import type { RunEvent, RunFinished, TaskFinished } from '../../src/events/run-event.ts';

/** Whatever has the events of a run: one of the binary, or one of the engine alone. */
export interface Happened {
  readonly events: readonly RunEvent[];
}

type OfType<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

/** The events of one type, in order. */
export function eventsOf<T extends RunEvent['type']>({ events }: Happened, type: T): readonly OfType<T>[] {
  return events.filter((event): event is OfType<T> => event.type === type);
}

/** `name: status` of every task that ended, in order. */
export function statuses(run: Happened): readonly string[] {
  return eventsOf(run, 'task-finished').map(({ name, status }) => `${name}: ${status}`);
}

/** How the task with this name ended, the last time that it ran. */
export function task(run: Happened, name: string): TaskFinished {
  const found = eventsOf(run, 'task-finished').findLast((event) => event.name === name);
  if (!found) throw new Error(`the task "${name}" did not end\n${told(run)}`);
  return found;
}

/** The registered result of a task as JSON data. */
export function resultOf(run: Happened, name: string): Record<string, unknown> {
  return task(run, name).result as Record<string, unknown>;
}

/** The lines that a task wrote, of all streams or of one. */
export function output(run: Happened, stream?: OfType<'task-output'>['stream']): readonly string[] {
  return eventsOf(run, 'task-output')
    .filter((event) => stream === undefined || event.stream === stream)
    .map(({ text }) => text);
}

export function finished(run: Happened): RunFinished {
  const [event] = eventsOf(run, 'run-finished');
  if (!event) throw new Error(`the run did not come to its end\n${told(run)}`);
  return event;
}

function told({ events }: Happened): string {
  return events.map((event) => JSON.stringify(event)).join('\n');
}
