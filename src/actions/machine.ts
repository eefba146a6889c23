import type { FactGroup } from '../model/host-fact-table.ts';
import type { HostSaid } from '../session/host-facts.ts';
import type { Session } from '../session/session.ts';

/** One start of a machine, as it was seen at a moment. */
export interface Boot {
  /** Another one after each start; null where the system has none. */
  readonly id: string | null;
  /** Seconds that it ran by then. */
  readonly uptime: number;
  /** When it was asked: milliseconds since the epoch, by the run's clock. */
  readonly at: number;
}

/** Whether a machine waits for a restart. */
export interface PendingRestart {
  /** Null where that cannot be known. */
  readonly pending: boolean | null;
  /** What waits for it. */
  readonly reasons: readonly string[];
  /** What could not be looked at, and why. */
  readonly unread: readonly string[];
}

export interface RestartRequest {
  /** What whoever is logged on there reads. */
  readonly message: string | undefined;
  /** Milliseconds until it goes down. */
  readonly delay: number;
}

/** What came of the request for a restart. */
export type RestartAsked =
  /** It goes down by itself, so many milliseconds later. */
  | { readonly kind: 'asked'; readonly delay: number }
  | { readonly kind: 'refused'; readonly why: string; readonly help?: string }
  /** In a rehearsal: however long is waited. */
  | { readonly kind: 'never back'; readonly why: string };

/** The machine that a session is on: its restart, and what it says of itself. All reject with `SessionLost`, and with an `Error` that says what does not work. */
export interface Machine {
  /** Whether the run itself is on it: then the run ends with it. */
  isHere(session: Session): boolean;
  boot(session: Session, signal: AbortSignal): Promise<Omit<Boot, 'at'>>;
  pending(session: Session, signal: AbortSignal): Promise<PendingRestart>;
  /** `limit`: milliseconds that each group may take. */
  facts(
    session: Session,
    groups: readonly FactGroup[],
    limit: number,
    signal: AbortSignal,
  ): Promise<HostSaid>;
  restart(session: Session, request: RestartRequest, signal: AbortSignal): Promise<RestartAsked>;
}

/** Seconds by which what two clocks say of the same time may differ. */
const TOLERANCE = 30;

/**
 * Whether the machine was started anew between two looks. Without an id its uptime says so, which does not move when its clock is set: where it was not started anew, that has grown by as much
 * as has passed here.
 */
export function isStartedAnew(before: Boot, now: Boot): boolean {
  if (before.id !== null && now.id !== null) return before.id !== now.id;
  const passed = (now.at - before.at) / 1000;
  return now.uptime < before.uptime + passed - Math.min(TOLERANCE, before.uptime / 2);
}
