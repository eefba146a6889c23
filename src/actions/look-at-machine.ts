import { SessionLost, SessionUnavailable } from '../session/session.ts';
import { isList } from '../values/describe.ts';
import type { Key, Mapping, Value } from '../values/value.ts';
import type { Boot, PendingRestart } from './machine.ts';
import { done, failed, type Outcome } from './outcome.ts';
import type { Ports } from './ports.ts';

/** Looks when the session's machine was started, and whether it waits for a restart: before it is restarted. */
export interface MachineCall {
  readonly kind: 'machine';
}

export interface SeenMachine {
  readonly boot: Boot;
  readonly pending: PendingRestart;
}

/** Opens the session where it is closed: after a restart it is open in any case. */
export async function performMachine(_call: MachineCall, ports: Ports): Promise<Outcome> {
  const { sessions, machine, clock, signal } = ports;
  await sessions.open(signal);
  const session = await sessions.use();
  if (!session) throw new SessionLost('it was closed', null, null, '');
  try {
    const { id, uptime } = await machine.boot(session, signal);
    const at = clock.now();
    const { pending, reasons, unread } = await machine.pending(session, signal);
    const fields = new Map<Key, Value>([
      ['boot_id', id],
      ['uptime', uptime],
      ['at', BigInt(at)],
      ['pending', pending],
      ['reasons', reasons],
      ['unread', unread],
    ]);
    return done(fields);
  } catch (error) {
    if (error instanceof SessionLost || error instanceof SessionUnavailable) throw error;
    return failed(`when the machine was started cannot be told: ${(error as Error).message}`);
  }
}

/** What the fields of its outcome say. */
export function seenMachine(fields: Mapping): SeenMachine {
  const [id, uptime, at] = ['boot_id', 'uptime', 'at'].map((name) => fields.get(name));
  return {
    boot: { id: typeof id === 'string' ? id : null, uptime: Number(uptime), at: Number(at) },
    pending: pendingIn(fields),
  };
}

/** What they say of a restart that the machine waits for: fields of the outcome, or the far end's own answer. */
export function pendingIn(fields: Mapping): PendingRestart {
  const pending = fields.get('pending');
  return {
    pending: typeof pending === 'boolean' ? pending : null,
    reasons: texts(fields.get('reasons')),
    unread: texts(fields.get('unread')),
  };
}

function texts(value: Value | undefined): readonly string[] {
  return value !== undefined && isList(value) ? value.filter((each) => typeof each === 'string') : [];
}
