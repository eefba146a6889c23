import type { Connection } from '../src/session/connection.ts';
import { plainCall } from '../src/session/plain-call.ts';
import { openSession } from '../src/session/open-session.ts';
import { COMMAND, type Fixture } from './fixture.ts';

/** Milliseconds for a call through the session alone, and for a ping: what the runner adds is not in it. */
export interface RoundTrips {
  readonly call: number;
  readonly ping: number;
}

/** `connection`: to the host that it is on. Default: this machine. */
export async function measureRoundTrips(
  fixture: Fixture,
  calls: number,
  connection?: Connection,
): Promise<RoundTrips> {
  const session = await openSession({
    powershell: fixture.powershell,
    ...(connection ? { connection } : {}),
    requirements: { modules: [fixture.module] },
  });
  try {
    return {
      call: await each(calls, () => session.invoke(invocation)),
      ping: await each(calls, () => session.ping()),
    };
  } finally {
    await session.close();
  }
}

const invocation = {
  ...plainCall,
  command: { kind: 'cmdlet', name: COMMAND },
} as const;

async function each(times: number, act: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  for (let index = 0; index < times; index++) await act();
  return (performance.now() - began) / times;
}
