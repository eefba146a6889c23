import type { Ask, SessionKeeper } from '../actions/action-context.ts';
import type { RunProgram } from '../actions/program.ts';
import type { Clock } from '../events/clock.ts';
import type { MaskStream } from '../events/mask.ts';
import type { RunEvent } from '../events/run-event.ts';
import type { Plan } from '../plan/plan.ts';
import type { Mapping } from '../values/value.ts';
import type { Tainted } from './tainted.ts';
import type { StopControl } from './stop-control.ts';
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
  readonly maskStream: () => MaskStream;
  readonly variables: RunVariables;
  readonly tainted: Tainted;
  readonly tally: Tally;
}

/** What the end of the run is worked out from. Written by the engine only. */
export interface Tally {
  ok: number;
  changed: number;
  skipped: number;
  failed: number;
  ignored: number;
  rescued: number;
  not_run: number;
  stopped: number;
  readonly inDoubt: { name: string; place: string; why: string }[];
  /** A session was lost or could not be opened, and the failure that this caused was not rescued. */
  sessionFailure: boolean;
  /** The operator, or nobody where somebody had to, declined a question. */
  declined: boolean;
}

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
  readonly lostSession: boolean;
}

export const next: Flow = { kind: 'next' };
export const stopped: Flow = { kind: 'stopped' };
