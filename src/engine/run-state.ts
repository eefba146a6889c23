import type { Ask, SessionKeeper } from '../actions/action-context.ts';
import type { RunProgram } from '../actions/program.ts';
import type { Clock } from '../time/clock.ts';
import type { Mask } from '../secrets/mask.ts';
import type { RunEvent } from '../events/run-event.ts';
import type { Plan } from '../plan/plan.ts';
import type { Mapping } from '../values/value.ts';
import type { Tainted } from './tainted.ts';
import type { Tally } from './tally.ts';
import type { StopControl } from './stop-control.ts';
import type { Thrown } from './thrown.ts';
import type { RunVariables } from './variables.ts';

/** Everything that the parts of the engine share during one run. */
export interface RunState {
  readonly plan: Plan;
  readonly clock: Clock;
  readonly emit: (event: RunEvent) => void;
  readonly control: StopControl;
  readonly sessions: SessionKeeper;
  readonly runProgram: RunProgram;
  /** Asks on behalf of the task with this id. */
  readonly ask: (taskId: string) => Ask;
  readonly checkMode: boolean;
  readonly verbose: boolean;
  readonly mask: RunMask;
  readonly variables: RunVariables;
  readonly tainted: Tainted;
  readonly tally: Tally;
}

/** Hides secrets in text, also where it comes in pieces, and learns those that come up during the run. */
export type RunMask = Pick<Mask, 'add' | 'isEmpty' | 'mask' | 'maskStream'>;

/** How a node ended, for what comes after it. */
export type Flow =
  | { readonly kind: 'next' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The operator stopped the run, or declined. */
  | { readonly kind: 'stopped' };

export interface Failure {
  readonly task: string;
  readonly id: string;
  readonly action: string;
  readonly result: Mapping;
  readonly thrown: Thrown['cause'] | undefined;
  /** The failure that it came after, in a rescue or an always: that one began it. */
  readonly after: Failure | undefined;
}

/** A failure with all that it came after, the first one first. */
export function failuresOf(failure: Failure): readonly Failure[] {
  return failure.after ? [...failuresOf(failure.after), failure] : [failure];
}

/** Whether nothing more may begin here. An always section goes on through the first request for a stop. */
export function isStopped(shielded: boolean, { control, tally }: RunState): boolean {
  return control.halt.aborted || (!shielded && (control.stop.aborted || tally.declined !== undefined));
}

export const next: Flow = { kind: 'next' };
export const stopped: Flow = { kind: 'stopped' };
