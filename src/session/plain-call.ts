import type { Invocation } from './session.ts';

/** A call of the runner's own, or of a test, as it is without anything that a task can ask for. */
export const plainCall = {
  parameters: new Map(),
  errorAction: 'stop',
  verbose: false,
  debug: false,
  environment: new Map(),
  checkMode: false,
} as const satisfies Omit<Invocation, 'command'>;
