import type { InvocationResult } from '../../src/session/session.ts';

/** What a call comes to that goes well and says nothing. */
export const completed: InvocationResult = {
  state: 'completed',
  errors: [],
  output: [],
  outputTruncated: false,
  errorsTruncated: false,
  exitCode: null,
  lastExitCode: null,
  endedByScript: false,
  runbook: {},
  check: 'run',
  commandName: null,
  unloadedModule: null,
};
