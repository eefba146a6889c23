import { runbookConnection } from '../../model/runbook-connection.ts';
import type { Runbook } from '../../model/runbook.ts';
import type { Connection } from '../../session/connection.ts';

/** The host that a plan is for, where that is not this machine. Without a name nobody has named it. */
export interface PlannedHost {
  readonly host?: string;
  readonly connection: 'ssh' | 'winrm';
}

export function plannedHost(connection: Connection | undefined, runbook: Runbook): PlannedHost | undefined {
  if (connection) return { host: connection.host, connection: connection.kind };
  const type = runbookConnection(runbook)?.type;
  return type === undefined || type === 'local' ? undefined : { connection: type };
}

export function plannedHostText({ host, connection }: PlannedHost): string {
  return `Host: ${host ?? 'the one that -i names'}, over ${connection}`;
}
