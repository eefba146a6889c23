import type { SessionKeeper } from '../actions/ports.ts';
import type { Clock } from '../time/clock.ts';
import type { RunEvent } from '../events/run-event.ts';
import type { Session, SessionInfo } from '../session/session.ts';
import { durationText } from '../time/duration-text.ts';

/** Starts a PowerShell process; aborting ends the start. Rejects with `SessionLost` or `SessionUnavailable`. */
export type OpenSession = (signal?: AbortSignal) => Promise<Session>;

/** Milliseconds that PowerShell on a machine that goes down has to end by itself. */
const DROP_GRACE = 5000;

/** Of a session that was closed: resolves when its process has really gone. Rejects with `SessionLost`. */
export type ProveGone = (info: SessionInfo) => Promise<void>;

/** A keeper that can also be told that the run is over, or to give up at once. */
export interface OwnedSessionKeeper extends SessionKeeper {
  /** Closes it, and takes the far end's word for it: nothing comes after it. */
  finish(): Promise<void>;
  /** Ends the process without waiting for what it does. */
  kill(): Promise<void>;
}

/**
 * Keeps the run's one session: opened at first use, really ended by `close`, and after a loss started again at the next use with a
 * notice, since its variables are gone. `proveGone`: where closing does not prove it by itself.
 */
export function createSessionKeeper(
  openSession: OpenSession,
  clock: Clock,
  emit: (event: RunEvent) => void,
  proveGone: ProveGone = () => Promise.resolve(),
): OwnedSessionKeeper {
  let opening: Promise<Session> | undefined;
  let current: Session | undefined;
  let closed = false;
  /** How many expect that it goes. */
  let expecting = 0;

  const watch = async (session: Session) => {
    const loss = await session.ended;
    if (current !== session) return;
    current = undefined;
    opening = undefined;
    if (loss && expecting > 0) emit({ type: 'session-closed', time: clock.now(), pid: session.info.pid });
    else if (loss) {
      emit({
        type: 'session-lost',
        time: clock.now(),
        pid: session.info.pid,
        message: loss.message,
        lastWords: loss.lastWords,
      });
    }
  };

  const tellSilence = (pid: number) => (duration: number) => {
    const text =
      duration === 0
        ? `PowerShell (process ${pid}) answers again`
        : `PowerShell (process ${pid}) has not answered for ${durationText(duration)}: it hangs, or was halted; if it stays so, it is ended, and the task is in doubt`;
    emit({
      type: 'notice-given',
      time: clock.now(),
      level: duration === 0 ? 'information' : 'warning',
      text,
    });
  };

  const begin = (start: Promise<Session>): Promise<Session> => {
    const began = clock.now();
    closed = false;
    const opened = start.then(
      (session) => {
        current = session;
        const { host, version, edition, executable, pid } = session.info;
        const time = clock.now();
        emit({
          type: 'session-opened',
          time,
          ...(host === undefined ? {} : { host }),
          version,
          edition,
          executable,
          pid,
          duration: time - began,
        });
        session.onSilence(tellSilence(pid));
        void watch(session);
        return session;
      },
      (error: unknown) => {
        opening = undefined;
        throw error;
      },
    );
    // Whoever uses the session meets the failure; until then it is not unhandled.
    opened.catch(() => undefined);
    opening = opened;
    return opened;
  };

  const end = async (grace?: number, prove?: ProveGone) => {
    const session = current ?? (await opening?.catch(() => undefined));
    current = undefined;
    opening = undefined;
    if (!session) return;
    await session.close(grace);
    await prove?.(session.info);
    emit({ type: 'session-closed', time: clock.now(), pid: session.info.pid });
  };

  return {
    get isOpen() {
      return opening !== undefined;
    },
    async use() {
      if (closed) return undefined;
      return opening ?? begin(openSession());
    },
    async open(signal) {
      await (opening ?? begin(openSession(signal)));
    },
    async close() {
      await end(undefined, proveGone);
      closed = true;
    },
    async finish() {
      await end();
      closed = true;
    },
    async drop() {
      // What cannot be ended is on a machine that goes down with it.
      await end(DROP_GRACE).catch(() => undefined);
    },
    expectLoss() {
      expecting++;
      return () => {
        expecting--;
      };
    },
    kill: () => end(0),
  };
}
