import type { Value } from '../../values/value.ts';
import { readErrorRecord } from './error-record-data.ts';
import type { LiveObjects } from '../live-objects.ts';
import type { ErrorRecordData, InvocationResult } from '../session.ts';
import type { PayloadReader } from './payload-reader.ts';
import { readValue } from './read-value.ts';

/** What the far end says at a call's end. */
export interface CallResult extends Omit<
  InvocationResult,
  'errors' | 'errorsTruncated' | 'output' | 'outputTruncated'
> {
  /** What ended the call. */
  readonly failure: ErrorRecordData | undefined;
  /** The end of the call's output is marked on stdout and stderr. */
  readonly marked: boolean;
}

/** Reads what the far end's CallResult.cs has written. */
export function readCallResult(input: PayloadReader, live: LiveObjects): CallResult {
  const state = input.text() as CallResult['state'];
  const check = input.text() as CallResult['check'];
  const commandName = input.textOrNull();
  const unloadedModule = input.textOrNull();
  const exitCode = numberOrNull(input);
  const lastExitCode = numberOrNull(input);
  const endedByScript = input.boolean();
  const changed = flag(input);
  const failed = flag(input);
  const marked = input.boolean();
  const failure = input.boolean() ? readErrorRecord(input, live) : undefined;
  const result: Value | undefined = input.boolean() ? readValue(input, live) : undefined;
  return {
    state,
    check,
    commandName,
    unloadedModule,
    exitCode,
    lastExitCode,
    endedByScript,
    runbook: {
      ...(changed === undefined ? {} : { changed }),
      ...(failed === undefined ? {} : { failed }),
      ...(result === undefined ? {} : { result }),
    },
    marked,
    failure,
  };
}

function numberOrNull(input: PayloadReader): number | null {
  const given = input.boolean();
  const number = input.int32();
  return given ? number : null;
}

function flag(input: PayloadReader): boolean | undefined {
  const value = input.byte();
  return value === 2 ? undefined : value === 1;
}
