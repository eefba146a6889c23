import type { Entry, RecordedConnection, RunEntry } from './entry.ts';

/** The way to the host of a run, as whoever went on with it last has taken it; undefined where the run is on the machine of the runner. */
export function connectionByNow(entries: readonly Entry[]): RecordedConnection | undefined {
  return entries
    .flatMap((entry) => (entry.type === 'run' || entry.type === 'resumed' ? [entry.connection] : []))
    .findLast((connection) => connection !== undefined);
}

/** The host that a run is on: the name by which a lock and earlier runs know it. */
export function hostOfRun({ host, connection }: Pick<RunEntry, 'host' | 'connection'>): string {
  return connection?.host.toLowerCase() ?? host;
}
