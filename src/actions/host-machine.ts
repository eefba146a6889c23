import { hostFacts } from '../session/host-facts.ts';
import { ownCommand } from '../session/own-command.ts';
import { SessionLost, SessionUnavailable, type Session } from '../session/session.ts';
import { isMapping } from '../values/describe.ts';
import type { Mapping, Value } from '../values/value.ts';
import { pendingIn } from './look-at-machine.ts';
import type { Machine } from './machine.ts';

/** The machine that a session is really on. It is asked, and restarted, by commands of the far end's own. */
export const hostMachine: Machine = {
  isHere: ({ info }) => info.host === undefined,
  async boot(session, signal) {
    const answer = await askOne(session, 'Get-RunbookBootTime', {}, signal);
    const id = answer.get('boot_id');
    return { id: typeof id === 'string' ? id : null, uptime: Number(answer.get('uptime_seconds')) };
  },
  async pending(session, signal) {
    return pendingIn(await askOne(session, 'Get-RunbookPendingReboot', {}, signal));
  },
  facts: (session, groups, limit, signal) => hostFacts(session, groups, limit, { signal }),
  async restart(session, { message, delay }, signal) {
    const parameters = {
      Delay: BigInt(Math.ceil(delay / 1000)),
      RunsHere: hostMachine.isHere(session),
      ...(message === undefined ? {} : { Message: message }),
    };
    try {
      await ownCommand(session, 'Restart-RunbookMachine', parameters, { signal });
    } catch (error) {
      // It went down in the moment in which it was asked.
      if (error instanceof SessionLost && !signal.aborted) return { kind: 'asked', delay: 0 };
      if (error instanceof SessionLost || error instanceof SessionUnavailable) throw error;
      return { kind: 'refused', why: (error as Error).message };
    }
    return { kind: 'asked', delay };
  },
};

async function askOne(
  session: Session,
  name: string,
  parameters: Readonly<Record<string, Value>>,
  signal: AbortSignal,
): Promise<Mapping> {
  const [answer] = await ownCommand(session, name, parameters, { signal });
  if (answer === undefined || !isMapping(answer)) throw new Error(`${name} said nothing`);
  return answer;
}
