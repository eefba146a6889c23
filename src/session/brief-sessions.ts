import type { Session } from './session.ts';

/** Milliseconds that one is kept for what comes next. */
const KEPT = 10_000;

/** Sessions beside the run's own, each for one thing at a time; one that has nothing to do is closed after some seconds. */
export interface BriefSessions {
  /**
   * Uses one that is there, or a new one; aborting ends the start of that.
   * Errors: rejects with `SessionLost` or `SessionUnavailable`, and with whatever `act` rejects with.
   */
  use<T>(act: (session: Session) => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Closes those that are there. With no grace (milliseconds) also those that are in use, without waiting for what they do. Never rejects. */
  close(grace?: number): Promise<void>;
}

export function createBriefSessions(
  openSession: (signal: AbortSignal) => Promise<Session>,
  kept: number = KEPT,
): BriefSessions {
  const idle = new Map<Session, NodeJS.Timeout>();
  const busy = new Set<Session>();

  const take = (): Session | undefined => {
    for (const [session, timer] of idle) {
      clearTimeout(timer);
      idle.delete(session);
      return session;
    }
    return undefined;
  };
  const begin = async (signal: AbortSignal) => {
    const session = await openSession(signal);
    void session.ended.then(() => {
      busy.delete(session);
      clearTimeout(idle.get(session));
      idle.delete(session);
    });
    return session;
  };
  const end = (session: Session, grace?: number) => {
    clearTimeout(idle.get(session));
    idle.delete(session);
    return session.close(grace).catch(() => undefined);
  };

  return {
    async use(act, signal) {
      const session = take() ?? (await begin(signal));
      busy.add(session);
      try {
        return await act(session);
      } finally {
        // One that was lost meanwhile is no more among them.
        if (busy.delete(session)) {
          const timer = setTimeout(() => void end(session), kept);
          idle.set(session, timer);
        }
      }
    },
    async close(grace) {
      const all = grace === 0 ? [...idle.keys(), ...busy] : [...idle.keys()];
      await Promise.all(all.map((session) => end(session, grace)));
    },
  };
}
