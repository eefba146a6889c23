import { reachesOut } from '../events/called-text.ts';
import { oneLine } from '../text/printable.ts';
import { hostText } from '../events/host-text.ts';
import type { RunEvent, RunMode, RunStarted, TaskCalled, TaskFinished } from '../events/run-event.ts';

/** Shows a run while it happens, from its events alone. */
export interface RunView {
  handle(event: RunEvent): void;
  /** Leaves the terminal to a prompt: nothing is drawn until `resume`. Events are still taken in. */
  suspend(): void;
  resume(): void;
  /** Shows what is left, restores the terminal and resolves when everything has been written. May be called twice. */
  end(): Promise<void>;
}

/**
 * How much a view shows besides what it always does (tasks as they finish, and that they start where they last, warnings, errors, what `debug` and
 * `Write-Host` say, what check mode would do, windows, questions, and the last output of a task that failed):
 *
 * - 1 (`-v`): also each task's start and end (`quiet-lines.ts` has what is left out without it), what each task calls, and everything that tasks write to output, stdout, stderr and the information stream, as it comes
 * - 2 (`-vv`): also the verbose stream, progress, parameters, and each task's action and place
 * - 3 (`-vvv`): also the debug stream, registered results, and the call of each attempt, whatever it is
 */
export type Verbosity = 0 | 1 | 2 | 3;

/**
 * The verbosity from which on a call is shown. What only works on the runner's own values, `debug` and its like, says all that there is to
 * say: its call is for the log.
 */
export function callShownFrom(event: TaskCalled): Verbosity {
  // What was typed stands in the answer.
  return reachesOut(event) && !event.typed ? 1 : 3;
}

const HOW: Readonly<Record<RunMode, string>> = { apply: 'apply', check: 'check', rehearsal: 'rehearsal' };

/** How a run is introduced, and where it takes place. Of a check it is not known beforehand that nothing is changed: a task may say otherwise. */
export function howText(event: RunStarted): string {
  const but = event.mode === 'check' ? ', nothing is changed but by tasks with check_mode: false' : '';
  return `${HOW[event.mode]}${hostText(event)}${but}`;
}

/** What a task's line says of the handlers that it notified. */
export function notifiesText({ notified = [] }: TaskFinished): string {
  return notified.length === 0
    ? ''
    : `, notifies ${notified.map(({ name }) => `"${oneLine(name)}"`).join(', ')}`;
}
