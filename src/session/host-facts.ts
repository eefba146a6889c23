import { isList, isMapping } from '../values/describe.ts';
import type { Mapping } from '../values/value.ts';
import { ownCommand } from './own-command.ts';
import type { InvokeOptions, Session } from './session.ts';

/** What a host has said of itself. */
export interface HostSaid {
  /** By the names of the facts; of those that the host does not have, and those that could not be gathered, there is nothing. */
  readonly facts: Mapping;
  /** What could not be gathered, and why, for an operator to read. */
  readonly notes: readonly string[];
}

/**
 * Gathers groups of facts on the session's host, as GetFactsCommand.cs does it. `limit`: milliseconds that each group may take; what takes longer is noted.
 * Errors: rejects with `SessionLost`, also where it was stopped, and with an `Error` where the session cannot say it.
 */
export async function hostFacts(
  session: Session,
  groups: readonly string[],
  limit: number,
  options: Pick<InvokeOptions, 'signal'> = {},
): Promise<HostSaid> {
  const [answer] = await ownCommand(
    session,
    'Get-RunbookFacts',
    { Group: groups, Limit: BigInt(Math.ceil(limit)) },
    options,
  );
  const said: Mapping = answer !== undefined && isMapping(answer) ? answer : new Map();
  const { facts = null, notes = null } = { facts: said.get('facts'), notes: said.get('notes') };
  return {
    facts: isMapping(facts) ? facts : new Map(),
    notes: isList(notes) ? notes.map(String) : [],
  };
}
