import type { PlayConnection } from './connection.ts';
import type { Runbook } from './runbook.ts';

/** What the plays of a runbook say of the way to its host: all that say something have to say the same. */
export function runbookConnection({ plays }: Pick<Runbook, 'plays'>): PlayConnection | undefined {
  return plays.find(({ connection }) => connection !== undefined)?.connection;
}
