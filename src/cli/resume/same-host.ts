import { connectionByNow } from '../../journal/connection-by-now.ts';
import type { Connection } from '../../session/connection.ts';
import { findConnection } from '../connection/find-connection.ts';
import type { ConnectionFlags } from '../connection/connection-options.ts';
import { settingsOfRecord } from '../connection/recorded-connection.ts';
import type { Environment } from '../environment.ts';
import type { KnownRun } from '../runs/known-runs.ts';
import { notResumable, refuse, type Refused } from './refused.ts';

/** The host that a run goes on on: that which it was on, reached as it was, but for what is said anew. Another one is the operator's word (`--accept-host`). */
export async function sameHost(
  { run, journal }: KnownRun,
  flags: ConnectionFlags & { readonly acceptHost?: boolean },
  environment: Environment,
): Promise<{ readonly connection: Connection | undefined } | Refused> {
  const record = connectionByNow(journal.entries);
  const purpose = run.mode === 'rehearsal' ? 'show' : 'open';
  const otherwise = record && settingsOfRecord(record);
  const found = await findConnection({ flags, otherwise, purpose }, environment);
  if (!('connection' in found)) return found;
  const [before, now] = [record?.host, found.connection?.host];
  if (flags.acceptHost || before?.toLowerCase() === now?.toLowerCase()) return found;
  return refuse(
    notResumable(
      `the run was on ${placeText(before)}, and would go on on ${placeText(now)}`,
      `leave the host out: it goes on where it was; where ${placeText(now)} is the same machine, say so with --accept-host`,
    ),
  );
}

function placeText(host: string | undefined): string {
  return host === undefined ? 'this machine' : `"${host}"`;
}

/** Where it goes on, said to whoever resumes it. */
export function hostLine({ host, kind }: Connection): string {
  return `it goes on on ${host} over ${kind}`;
}
