import type { Value } from '../values/value.ts';
import { SessionLost, type InvokeOptions, type Session } from './session.ts';

/** Which commands: by their names, each perhaps with its module before it, or all of modules that are loaded. */
export interface CommandsAsked {
  readonly names?: readonly string[];
  readonly modules?: readonly string[];
}

/** Objects in objects: a parameter's values are the sixth. */
const DEPTH = 8;

/**
 * What the session's commands are like, as DescribeCommands.cs says it: for each a mapping in the order in which they were asked for. One call; it loads no module.
 * Errors: rejects with `SessionLost`, and with an `Error` where the session cannot say it or was stopped.
 */
export async function commandFacts(
  session: Session,
  { names = [], modules = [] }: CommandsAsked,
  options: Pick<InvokeOptions, 'signal'> = {},
): Promise<readonly Value[]> {
  const { state, output, errors } = await session.invoke(
    {
      command: { kind: 'cmdlet', module: 'Runbook.FarEnd', name: 'Get-RunbookCommandFacts' },
      parameters: new Map(Object.entries({ Name: names, Module: modules })),
      errorAction: 'stop',
      verbose: false,
      debug: false,
      environment: new Map(),
      checkMode: false,
      depth: DEPTH,
    },
    options,
  );
  if (state === 'completed') return output;
  if (state === 'stopped') throw new SessionLost('it was stopped', null, null, '');
  throw new Error(errors.map(({ message }) => message).join('\n'));
}
