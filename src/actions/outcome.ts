import type { Mapping } from '../values/value.ts';

/** What performing a call came to, before `changed_when` and `failed_when`. */
export interface Outcome {
  /** `restarting`: the machine that the run is on goes down. */
  readonly status: 'done' | 'failed' | 'not_run' | 'declined' | 'interrupted' | 'restarting';
  readonly changed: boolean;
  /** Why it failed or was not run; empty otherwise. */
  readonly message: string;
  /** What the operator should do, where we know. */
  readonly help?: string;
  /** What goes into the registered result beside the fields that every result has. */
  readonly fields: Mapping;
  readonly facts?: Mapping;
  /** What a native program wrote to stderr, or to stdout where that is all: its end belongs to the reason of a failure. */
  readonly said?: string;
}

export function done(fields: Outcome['fields'] = new Map(), changed = false): Outcome {
  return { status: 'done', changed, message: '', fields };
}

/** `changed`: what failed had begun, so that it may have changed something. */
export function failed(
  message: string,
  help?: string,
  fields: Outcome['fields'] = new Map(),
  changed = false,
): Outcome {
  return { status: 'failed', changed, message, fields, ...(help === undefined ? {} : { help }) };
}

/** The outcome with what a native program said. */
export function withSaid({ status, changed, message, fields, help }: Outcome, said: string): Outcome {
  return { status, changed, message, fields, said, ...(help === undefined ? {} : { help }) };
}

export function notRun(message: string): Outcome {
  return { status: 'not_run', changed: false, message, fields: new Map() };
}
