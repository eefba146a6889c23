import { doubleHops, type HopOptions } from '../../checks/double-hop.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Plan } from '../../plan/plan.ts';
import type { Connection } from '../../session/connection.ts';
import { recordOf, settingsOfRecord } from './recorded-connection.ts';

/** What of a plan needs a machine that a session over this connection cannot get to; in its scripts, too, where those have been parsed. */
export function hopsOf(
  plan: Plan,
  connection: Connection | undefined,
  scripts: HopOptions['scripts'],
): readonly Diagnostic[] {
  if (!connection) return [];
  return doubleHops(plan.program, settingsOfRecord(recordOf(connection)), {
    host: connection.host,
    selected: (id) => plan.selected(id),
    scripts,
  });
}
