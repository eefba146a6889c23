import type { ErrorRecordData } from '../session.ts';
import type { LiveObjects } from '../live-objects.ts';
import type { PayloadReader } from './payload-reader.ts';
import { readValue } from './read-value.ts';

/** An error as the far end's ErrorFields.cs writes it.  */
export function readErrorRecord(input: PayloadReader, live: LiveObjects): ErrorRecordData {
  const message = input.text();
  const id = input.text();
  const category = input.text();
  const exception = input.text();
  const target = readValue(input, live);
  const causes = input.list(() => ({ exception: input.text(), message: input.text() }));
  const recommendedAction = input.textOrNull();
  const position = input.text();
  const [line, column, text] = [input.int32(), input.int32(), input.text()];
  const stack = input.text();
  return {
    message,
    id,
    category,
    exception,
    target,
    causes,
    recommendedAction,
    position,
    ...(line > 0 && { at: { line, column, text } }),
    scriptStack: stack,
    terminating: input.boolean(),
  };
}
