import { resolve } from 'node:path';
import type { LiveObjects } from '../live-objects.ts';
import type { Invocation } from '../session.ts';
import { PayloadWriter } from './payload-writer.ts';
import { writeValue } from './write-value.ts';

/** How deep the output of a call is written: objects made by scripts, and objects of .NET. */
export interface OutputDepth {
  readonly custom: number;
  readonly live: number;
}

const ACTION_PREFERENCES = {
  stop: 'Stop',
  continue: 'Continue',
  silently_continue: 'SilentlyContinue',
  ignore: 'Ignore',
} as const;

/** As the far end's Keep.cs has them. */
const KEPT = { location: 1, environment: 2, preferences: 4, culture: 8, encodings: 16 } as const;

/** The request of a call, as the far end's CallRequest.cs reads it. */
export function callRequest(
  invocation: Invocation,
  runspace: number,
  depth: OutputDepth,
  keepOutput: boolean,
  live: Pick<LiveObjects, 'find'>,
): Buffer {
  const { command } = invocation;
  const output = new PayloadWriter();
  output.int32(runspace).boolean(command.kind === 'script');
  if (command.kind === 'script') {
    output.text(command.text).text(command.path === undefined ? null : resolve(command.path));
  } else {
    output.text(command.module === undefined ? command.name : `${command.module}\\${command.name}`);
    output.text(null);
  }
  output.text(ACTION_PREFERENCES[invocation.errorAction]);
  output.boolean(invocation.verbose).boolean(invocation.debug);
  output.boolean(invocation.checkMode).boolean(keepOutput);
  output.int32((invocation.keep ?? []).reduce((flags, kept) => flags | KEPT[kept], 0));
  output.int32(depth.custom).int32(depth.live);
  output.int32(invocation.encoding?.codePage ?? 0);
  output.list(invocation.environment, ([name, value]) => output.text(name).text(value));
  output.list(invocation.parameters, ([name, value]) => {
    output.text(String(name));
    writeValue(output, value, live);
  });
  return output.bytes;
}
