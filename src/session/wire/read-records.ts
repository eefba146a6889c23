import type { Value } from '../../values/value.ts';
import { describeOutput } from './describe-output.ts';
import { readErrorRecord } from './error-record-data.ts';
import type { LiveObjects } from '../live-objects.ts';
import type { StreamRecord } from '../session.ts';
import type { PayloadReader } from './payload-reader.ts';
import { readValue } from './read-value.ts';
import { RecordKind } from './record-kind.ts';

/** An output object as it is at the call's end, where that differs from what was sent when it appeared. */
export interface ChangedObject {
  /** The far end's number of the object. */
  readonly changed: number;
  readonly value: Value;
}

/** An output object. Its text is made only where somebody shows it: of 100,000 objects that are kept, it would be half of the work. */
class OutputRecord {
  readonly stream = 'output';
  readonly value: Value;
  #text: string | undefined;
  constructor(value: Value) {
    this.value = value;
  }
  get text(): string {
    return (this.#text ??= describeOutput(this.value));
  }
}

/**
 * The next record of a message. The far end's CallOutput.cs writes them.
 * Errors: throws a `RangeError` where the bytes are none.
 */
export function readRecord(input: PayloadReader, live: LiveObjects): StreamRecord | ChangedObject {
  const kind = input.kind();
  switch (kind) {
    case RecordKind.Output: {
      return new OutputRecord(readValue(input, live));
    }
    case RecordKind.Changed: {
      const changed = input.int32();
      return { changed, value: readValue(input, live) };
    }
    case RecordKind.Host:
      return { stream: 'host', text: input.text(), newline: input.boolean() };
    case RecordKind.Error:
      return { stream: 'error', error: readErrorRecord(input, live) };
    case RecordKind.NativeError:
      return { stream: 'stderr', text: input.text() };
    case RecordKind.Warning:
      return { stream: 'warning', text: input.text() };
    case RecordKind.Verbose:
      return { stream: 'verbose', text: input.text() };
    case RecordKind.Debug:
      return { stream: 'debug', text: input.text() };
    case RecordKind.Information:
      return { stream: 'information', text: input.text(), tags: input.list(() => input.text()) };
    case RecordKind.Progress:
      return {
        stream: 'progress',
        activity: input.text(),
        status: input.text(),
        percent: notNegative(input.int32()),
        secondsRemaining: notNegative(input.int32()),
        activityId: input.int32(),
        completed: input.boolean(),
      };
    default:
      throw new RangeError(`a record has the unknown kind ${JSON.stringify(kind)}`);
  }
}

/** PowerShell says -1 for "not known". */
function notNegative(number: number): number | null {
  return number < 0 ? null : number;
}
