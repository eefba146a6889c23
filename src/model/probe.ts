import type { Location } from '../diagnostics/source.ts';
import type { Expression } from '../expression/index.ts';
import type { CmdletAction } from './action.ts';
import type { Argument } from './argument.ts';

/** Tells before a task acts whether that is done already. */
export type Probe = CallProbe | PathProbe;

/** `done_when`: a call that only reads, and what has to hold of its result. */
export interface CallProbe {
  readonly kind: 'call';
  readonly action: CmdletAction;
  /** They see the result's `output`, `error` and `warning` as variables. */
  readonly that: readonly Expression[];
  readonly location: Location;
}

/** `creates` and `removes`: done if the path is there, or is not. */
export interface PathProbe {
  readonly kind: 'path';
  readonly key: 'creates' | 'removes';
  readonly path: Argument;
  readonly location: Location;
}

/** What a probe's conditions see of its result, above all variables. */
export const PROBE_NAMES: readonly string[] = ['output', 'error', 'warning'];

/** What is evaluated before the probe is made. */
export function argumentsOfProbe(probe: Probe): readonly Argument[] {
  return probe.kind === 'path' ? [probe.path] : probe.action.parameters.map(({ value }) => value);
}
