/** What a machine runs, once, when it has started. */
export interface BootTask {
  /** Of the unit, or of the task: letters, digits and hyphens. */
  readonly name: string;
  /** One line, for whoever finds it. */
  readonly description: string;
  /** The program, by its full path, and its arguments. */
  readonly argv: readonly [string, ...string[]];
  /** The current folder. */
  readonly directory: string;
  /** Set for it, as far as the system can do that: a task of Windows gets those of its account. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The name of the unit, or the task, that goes on with a run. */
export function bootTaskName(runId: string): string {
  return `runbook-resume-${runId}`;
}
