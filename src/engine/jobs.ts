import type { ProgramTask } from '../program/program.ts';
import type { Around } from './around.ts';
import type { JobAsked } from './effects.ts';
import type { TimeLimit } from './time-limit.ts';

/** An asynchronous task that was started: it goes on by itself. */
export interface Job {
  /** `job-1`: what is registered as `ansible_job_id`. */
  readonly id: string;
  /** The instance that started it. */
  readonly instance: string;
  readonly name: string;
  readonly task: ProgramTask;
  readonly around: Around;
  /** Milliseconds since the epoch. */
  readonly began: number;
  readonly limit: TimeLimit;
  readonly noLog: boolean;
  /** It runs in the session's process. */
  readonly inSession: boolean;
  /** What it has come to; undefined as long as the run has not seen that. */
  end: JobAsked | undefined;
  /** It has ended well. */
  well: boolean;
}

/** The asynchronous tasks of a run, in the order of their starts. */
export interface Jobs {
  nextId(): string;
  add(job: Job): void;
  find(id: string): Job | undefined;
  ids(): readonly string[];
  /** Those whose end the run has not seen. */
  running(): readonly Job[];
  /** Those that the same task has started, for the items of its loop. */
  besides(job: Job): readonly Job[];
}

export function createJobs(): Jobs {
  const jobs = new Map<string, Job>();
  let last = 0;
  return {
    nextId: () => `job-${++last}`,
    add: (job) => void jobs.set(job.id, job),
    find: (id) => jobs.get(id),
    ids: () => [...jobs.keys()],
    running: () => [...jobs.values()].filter(({ end }) => end === undefined),
    besides: (job) => [...jobs.values()].filter(({ task }) => task === job.task),
  };
}
