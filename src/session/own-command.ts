import type { Value } from '../values/value.ts';
import { plainCall } from './plain-call.ts';
import { SessionLost, type InvokeOptions, type Session } from './session.ts';

/** Objects in objects: as deep as the far end's own commands answer. */
const DEPTH = 8;

/**
 * Calls a command of the far end's own (OwnCommands.cs), which is the runner's and no task's: it finds no module, reads no script, and leaves the session as it was.
 * Errors: rejects with `SessionLost`, also where it was stopped, and with an `Error` that has the command's words where it failed.
 */
export async function ownCommand(
  session: Session,
  name: string,
  parameters: Readonly<Record<string, Value>>,
  options: Omit<InvokeOptions, 'keepOutput'> = {},
): Promise<readonly Value[]> {
  const { state, output, errors } = await session.invoke(
    {
      ...plainCall,
      command: { kind: 'cmdlet', module: 'Runbook.FarEnd', name },
      parameters: new Map(Object.entries(parameters)),
      depth: DEPTH,
    },
    options,
  );
  if (state === 'completed') return output;
  if (state === 'stopped') throw new SessionLost('it was stopped', null, null, '');
  throw new Error(errors.map(({ message }) => message).join('\n'));
}
