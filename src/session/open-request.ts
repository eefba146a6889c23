import { readOnlyVerbs } from './read-only-verbs.ts';
import { PayloadWriter } from './wire/payload-writer.ts';

/** What a rehearsal's runspace is made of. */
export interface RehearsalModules {
  /** Folder with the stand-in modules. */
  readonly directory: string;
  /** The module that stand-ins share. */
  readonly module: string;
  /** The scenario says that .NET is not held back. */
  readonly allowsDotNet: boolean;
}

/** What a runspace is to have, as the far end's OpenRequest.cs reads it. */
export function openRequest(modules: readonly string[], rehearsal: RehearsalModules | undefined): Buffer {
  const output = new PayloadWriter();
  output.list(modules, (module) => output.text(module));
  output.list(readOnlyVerbs, (verb) => output.text(verb));
  output.text(rehearsal?.directory ?? null).text(rehearsal?.module ?? null);
  output.boolean(rehearsal?.allowsDotNet ?? false);
  return output.bytes;
}
