import type { ErrorRecordData } from './session.ts';
import type { PayloadReader } from './wire/payload-reader.ts';

/** An error as the far end's ErrorFields.cs writes it. `path` names the script that ran, where it is known. */
export function readErrorRecord(input: PayloadReader, path: string | undefined): ErrorRecordData {
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
    position: path === undefined ? position : position.replace(/^At line:(\d+)/, `At ${path}:$1`),
    scriptStack: path === undefined ? stack : stack.replaceAll('<No file>', path),
    terminating: input.boolean(),
  };
}
