import { HOST_FACTS, type FactGroup } from '../model/host-fact-table.ts';
import type { Mapping, Value } from '../values/value.ts';

/** What can be different about the simulated host. */
export interface SimulatedHost {
  /** What the scenario says, by the names of the facts. */
  readonly said: Mapping;
  /** Whether its PowerShell is PowerShell 7: else it is Windows PowerShell. */
  readonly isCore: boolean;
  readonly restarts: number;
  /** What waits for a restart. */
  readonly pending: readonly string[];
}

/** PowerShell 7 as a simulated host has it. */
const CORE: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['powershell_version', 7n],
  ['powershell_full_version', '7.4.6'],
  ['powershell_edition', 'Core'],
]);

/** Seconds that a host has run which was restarted within its rehearsal. */
const SINCE_RESTART = 60n;
/** When it was restarted first: ten days after its start in the table of facts. */
const FIRST_RESTART = Date.UTC(2026, 0, 14, 22, 15, 8);
const HOUR = 3_600_000;

/** The facts of these groups, the same on every machine that rehearses: no clock is read for them, and nothing of the machine. */
export function simulatedFacts(
  groups: readonly FactGroup[],
  host: SimulatedHost,
): ReadonlyMap<string, Value> {
  const { said, isCore, restarts, pending } = host;
  const now = new Map<string, Value>([
    ...(isCore ? CORE : []),
    ...[...said].map(([name, value]) => [String(name), value] as const),
    ['reboot_pending', pending.length > 0],
    ['reboot_pending_reasons', pending],
    ...(restarts > 0 ? startedAnew(restarts) : []),
  ]);
  return new Map(
    HOST_FACTS.filter(({ group }) => groups.includes(group)).map(({ name, simulated }) => [
      name,
      now.get(name) ?? (now.has(name) ? null : simulated),
    ]),
  );
}

function startedAnew(restarts: number): readonly (readonly [string, Value])[] {
  const at = new Date(FIRST_RESTART + (restarts - 1) * HOUR).toISOString();
  return [
    ['lastboot', `${at.slice(0, 10)} ${at.slice(11, 19)}Z`],
    ['uptime_seconds', SINCE_RESTART],
  ];
}
