import type { LiveSession } from './live-session.ts';
import type { WrittenConsoleOutput } from './process/console-output.ts';
import type { Frame } from './wire/frame.ts';
import { MessageKind } from './wire/message-kind.ts';
import type { PipeEvents } from './wire/pipe-server.ts';

/** How long a process may live on whose pipe has closed. */
const PIPE_END = 2000;

/** What waits for a far end to come, and takes what it sends until its session is there. */
export interface Starter extends PipeEvents {
  /** Resolves when the far end has connected. */
  readonly connected: Promise<void>;
  /** Where what comes goes, once it is there. */
  session: LiveSession | undefined;
  /** What a host's process writes past PowerShell, which comes over the pipe; undefined on this machine. */
  written: Readonly<Record<'stdout' | 'stderr', WrittenConsoleOutput>> | undefined;
  /** Why what came over the pipe was not ours. */
  fault: string | undefined;
  /** Ends a far end that says nothing sensible any more: it is no use, whatever it still does. */
  endProcess: () => unknown;
  /** How often scripts were to be parsed. */
  parses: number;
  /** The near PowerShell has said that it has no connection. */
  readonly isUnconnected: boolean;
  /** The first frame of a kind, before the session is there; the one with this id. */
  next(kind: string, id?: number): Promise<Frame>;
}

/** Takes what comes over the pipe: it keeps the frames until the session is there, then it hands them on. */
export function createStarter(): Starter {
  let connect: () => void = () => undefined;
  const arrived: Frame[] = [];
  const waiting = new Map<(frame: Frame) => boolean, (frame: Frame) => void>();
  const starter: Starter = {
    connected: new Promise<void>((resolve) => (connect = resolve)),
    session: undefined,
    written: undefined,
    fault: undefined,
    endProcess: () => undefined,
    parses: 0,
    get isUnconnected() {
      return arrived.some(({ kind }) => kind === MessageKind.Unconnected);
    },
    next(kind, id) {
      const isIt = (frame: Frame) => frame.kind === kind && (id === undefined || frame.id === id);
      const frame = arrived.find(isIt);
      return frame ? Promise.resolve(frame) : new Promise((resolve) => waiting.set(isIt, resolve));
    },
    onConnect: () => connect(),
    onFrame(frame) {
      if (frame.kind === MessageKind.Written) {
        starter.written?.[frame.id === 1 ? 'stdout' : 'stderr'].write(Buffer.from(frame.payload));
        return;
      }
      if (starter.session && frame.kind !== MessageKind.Parsed) {
        starter.session.receive(frame);
        return;
      }
      arrived.push(frame);
      for (const [isIt, resolve] of waiting) if (isIt(frame)) resolve(frame);
    },
    onEnd(fault) {
      if (fault !== undefined) starter.fault = `what came over the session's pipe is not ours: ${fault}`;
      // The pipe closes a moment before the process has gone; but a task can also have closed it.
      setTimeout(() => void starter.endProcess(), fault === undefined ? PIPE_END : 0).unref();
    },
  };
  return starter;
}
