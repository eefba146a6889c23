import type { Value } from '../values/value.ts';
import { ownCommand } from './own-command.ts';
import type { InvokeOptions, Session } from './session.ts';

/** Which commands: by their names, each perhaps with its module before it, or all of modules that are loaded. */
export interface CommandsAsked {
  readonly names?: readonly string[];
  readonly modules?: readonly string[];
}

/**
 * What the session's commands are like, as DescribeCommands.cs says it: for each a mapping in the order in which they were asked for. One call; it loads no module.
 * Errors: rejects with `SessionLost`, and with an `Error` where the session cannot say it or was stopped.
 */
export function commandFacts(
  session: Session,
  { names = [], modules = [] }: CommandsAsked,
  options: Pick<InvokeOptions, 'signal'> = {},
): Promise<readonly Value[]> {
  return ownCommand(session, 'Get-RunbookCommandFacts', { Name: names, Module: modules }, options);
}
