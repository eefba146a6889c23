import type { RunEvent } from './run-event.ts';

/** The asynchronous tasks that go on: what they write comes with the id of a task that is over. A fold over the events of a run. */
export interface JobNames {
  take(event: RunEvent): void;
  /** The name of the task with this id, as long as it goes on. */
  nameOf(id: string): string | undefined;
  /** The task whose end this event tells. */
  endedIn(event: RunEvent): string | undefined;
}

export function createJobNames(): JobNames {
  const tasks = new Map<string, { readonly id: string; readonly name: string }>();
  return {
    take(event) {
      if (event.type !== 'task-finished' || !event.job) return;
      const { job, id, name } = event;
      if (job.state === 'started') tasks.set(job.id, { id, name });
      else tasks.delete(job.id);
    },
    nameOf(id) {
      for (const task of tasks.values()) if (task.id === id) return task.name;
      return undefined;
    },
    endedIn(event) {
      if (event.type !== 'task-finished' || event.job?.state !== 'ended') return undefined;
      return tasks.get(event.job.id)?.id;
    },
  };
}
