import type { InvocationResult } from './session.ts';

/** What a call comes to that says and returns nothing. */
export function emptyResult(state: InvocationResult['state']): InvocationResult {
  return {
    state,
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
}
