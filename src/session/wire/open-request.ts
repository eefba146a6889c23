import { readOnlyCommands, readOnlyVerbs } from '../../values/read-only-verbs.ts';
import type { SessionRequirements } from '../session.ts';
import { PayloadWriter } from './payload-writer.ts';

/** Columns of formatted text where the runbook does not say. */
const DEFAULT_WIDTH = 120;

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
export function openRequest(
  { modules, width = DEFAULT_WIDTH }: Pick<SessionRequirements, 'modules' | 'width'>,
  rehearsal: RehearsalModules | undefined,
): Buffer {
  const output = new PayloadWriter();
  output.list(modules, (module) => output.text(module));
  output.list([...readOnlyVerbs, ...readOnlyCommands], (name) => output.text(name));
  output.text(rehearsal?.directory ?? null).text(rehearsal?.module ?? null);
  output.boolean(rehearsal?.allowsDotNet ?? false);
  output.int32(width);
  return output.bytes;
}
