import type { ErrorRecordData } from './session.ts';
import type { PayloadReader } from './wire/payload-reader.ts';

/** An error as the far end's ErrorFields.cs writes it.  */
export function readErrorRecord(input: PayloadReader): ErrorRecordData {
  const message = input.text();
  const id = input.text();
  const category = input.text();
  const exception = input.text();
  const target = input.textOrNull();
  const position = input.text();
  const stack = input.text();
  return {
    message,
    id,
    category,
    exception,
    target,
    position,
    scriptStack: stack,
    terminating: input.boolean(),
  };
}
