import { emptyResult } from './empty-result.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { durationText } from '../time/duration-text.ts';
import { callRequest } from './wire/call-request.ts';
import { connectionLost } from './connect-failure.ts';
import { Call, type CallOwner } from './call.ts';
import { END_LIMIT, endProcessTree } from './process/end-process-tree.ts';
import type { LeftProcess } from './process/marked-processes.ts';
import type { SessionParts } from './session-parts.ts';
import { sessionLoss, type ProcessEnd } from './session-loss.ts';
import { openRequest, type RehearsalModules } from './wire/open-request.ts';
import { SessionLost } from './session.ts';
import type { Invocation, InvocationResult, InvokeOptions, Session, SessionInfo } from './session.ts';
import { stopTask } from './stop-task.ts';
import { hostProcesses } from './process/host-processes.ts';
import { localProcesses, type SessionProcesses } from './process/session-processes.ts';
import { watchAnswers } from './watch-answers.ts';
import type { Frame } from './wire/frame.ts';
import { MessageKind } from './wire/message-kind.ts';
import { PayloadWriter } from './wire/payload-writer.ts';

/** Milliseconds. */
const GRACE = 10_000;
/** How long the end of a call waits for the marks on stdout and stderr, which come with the result. */
const MARK_LIMIT = 500;
/** Serialized depth where the invocation does not say. */
const DEPTH = { custom: 4, live: 1 };

interface Waiting {
  readonly resolve: (frame: Frame) => void;
  readonly reject: (error: SessionLost) => void;
}

/** The near end of a session that is open. Calls in one runspace run one after the other; a ping is answered meanwhile. */
export class LiveSession implements Session {
  readonly info: SessionInfo;
  readonly ended: Promise<SessionLost | undefined>;
  readonly #parts: SessionParts;
  readonly #calls = new Map<number, Call>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #queues = new Map<number, Promise<unknown>>();
  readonly #processes: SessionProcesses;
  readonly #owner: CallOwner;
  readonly #ownerApart: CallOwner;
  #lastId = 1;
  #closing = false;
  #forced: string | undefined;
  #lost: SessionLost | undefined;
  #onSilence: (duration: number) => void = () => undefined;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.info = parts.info;
    this.#processes =
      parts.info.host === undefined
        ? localProcesses(parts.child.pid, parts.mark)
        : hostProcesses(
            {
              ask: (kind, answer, payload) => this.#ask(kind, answer, ++this.#lastId, payload),
              send: (kind, payload) => parts.pipe.send(kind, 0, payload),
            },
            parts.mark.value,
          );
    this.#owner = {
      acknowledge: (id, bytes) => {
        parts.pipe.send(MessageKind.Acknowledge, id, new PayloadWriter().int32(bytes).bytes);
      },
      live: parts.live,
      giveUp: (reason) => {
        this.#forced ??= `what came over the session's pipe is not ours: ${reason}`;
        void endProcessTree(parts.child);
      },
      settled: async (id, marked) => {
        if (!marked) return;
        await Promise.all([
          parts.stdout.until(String(id), MARK_LIMIT),
          parts.stderr.until(String(id), MARK_LIMIT),
        ]);
      },
    };
    this.#ownerApart = { ...this.#owner, live: parts.copies };
    const endWatch = watchAnswers(() => this.ping(), parts.answers, {
      silent: (duration) => this.#onSilence(duration),
      lost: (duration) => {
        this.#forced ??= `PowerShell did not answer for ${durationText(duration)}, so its process was ended`;
        this.#force().catch((error: unknown) => this.#failAll(error as SessionLost));
      },
    });
    this.ended = parts.gone.then(async (end) => {
      endWatch();
      parts.pipe.close();
      return this.#afterEnd(end, this.#closing ? [] : await this.#endOrphans());
    });
  }

  onSilence(listener: (duration: number) => void): void {
    this.#onSilence = listener;
  }

  invoke(invocation: Invocation, options: InvokeOptions = {}): Promise<InvocationResult> {
    return options.apart ? this.#invokeApart(invocation, options) : this.invokeIn(1, invocation, options);
  }

  async #invokeApart(invocation: Invocation, options: InvokeOptions): Promise<InvocationResult> {
    const opening = this.openRunspace();
    // A module that does not come to an end must not hold up a stop.
    const over = new AbortController();
    const runspace = await Promise.race([opening, aborted(options.signal, over.signal)]).finally(() =>
      over.abort(),
    );
    const close = (id: number) => this.closeRunspace(id).catch(() => undefined);
    if (runspace === undefined) {
      void opening.then(close, () => undefined);
      return notStarted;
    }
    try {
      return await this.invokeIn(runspace, invocation, options);
    } finally {
      void close(runspace);
    }
  }

  /** Runs in the runspace with this number: the session's own is 1. */
  invokeIn(runspace: number, invocation: Invocation, options: InvokeOptions = {}): Promise<InvocationResult> {
    const before = this.#queues.get(runspace);
    const run = before
      ? before.then(() => this.#run(runspace, invocation, options))
      : this.#run(runspace, invocation, options);
    const settled = run
      .catch(() => undefined)
      .then(() => {
        if (this.#queues.get(runspace) === settled) this.#queues.delete(runspace);
      });
    this.#queues.set(runspace, settled);
    return run;
  }

  /**
   * Opens one more runspace in the same process, with what the session's own has, or of this rehearsal; resolves to its number. It runs at the same
   * time as the others.
   * Errors: rejects with `SessionUnavailable` where a module cannot be imported any more, and with `SessionLost`.
   */
  async openRunspace(rehearsal?: RehearsalModules): Promise<number> {
    const id = ++this.#lastId;
    const { opening, openFailure } = this.#parts;
    const request = rehearsal ? openRequest({ modules: [] }, rehearsal) : opening;
    const failure = openFailure(await this.#ask(MessageKind.Open, MessageKind.Opened, id, request));
    if (failure) throw failure;
    return id;
  }

  async closeRunspace(id: number): Promise<void> {
    await this.#ask(MessageKind.Close, MessageKind.Closed, id);
  }

  async ping(): Promise<number> {
    const begun = performance.now();
    await this.#ask(MessageKind.Ping, MessageKind.Pong, ++this.#lastId);
    return performance.now() - begun;
  }

  async close(grace: number = GRACE): Promise<void> {
    this.#closing = true;
    const { gone, pipe } = this.#parts;
    if (grace > 0) pipe.send(MessageKind.End, 0);
    const end = await Promise.race([gone, delay(grace, undefined, { ref: false })]);
    if (end === undefined) await this.#force();
  }

  /** For `openSession`: every frame once the session is open. */
  receive(frame: Frame): void {
    if (frame.kind === MessageKind.Unconnected) {
      this.#forced ??= connectionLost(this.info.host ?? '', frame);
      return;
    }
    const waiting = this.#waiting.get(`${frame.kind}${frame.id}`);
    if (waiting) waiting.resolve(frame);
    else this.#calls.get(frame.id)?.receive(frame);
  }

  /** What the process itself wrote belongs to the running call; where several run, to the first of them. */
  receiveText(stream: 'stdout' | 'stderr', text: string): void {
    for (const call of this.#calls.values()) {
      call.receiveText(stream, text);
      break;
    }
  }

  async #run(runspace: number, invocation: Invocation, options: InvokeOptions): Promise<InvocationResult> {
    if (this.#lost) throw this.#lost;
    if (options.signal?.aborted) return notStarted;
    const id = ++this.#lastId;
    const given = invocation.depth;
    const depth = given === undefined ? DEPTH : { custom: given, live: given };
    const call = new Call(id, options.apart ? this.#ownerApart : this.#owner, options);
    this.#noteOverlap(call);
    this.#calls.set(id, call);
    let stopping: Promise<void> | undefined;
    const stop = () => {
      stopping ??= this.#stop(call, options.grace ?? GRACE, options.nativeGrace);
    };
    options.signal?.addEventListener('abort', stop, { once: true });
    const encoding = invocation.encoding?.name;
    if (encoding !== undefined) this.#decodeAs(encoding);
    try {
      const keepOutput = options.keepOutput !== false;
      const live = options.apart ? noObjects : this.#parts.live;
      const request = callRequest(invocation, runspace, depth, keepOutput, live);
      this.#parts.pipe.send(MessageKind.Invoke, id, request);
      const result = await call.result;
      if (!stopping) return result;
      await stopping;
      if (call.aloneUntil !== undefined) return result;
      const left = await this.#processes.left(call);
      return left.length === 0 ? result : { ...result, left };
    } finally {
      options.signal?.removeEventListener('abort', stop);
      this.#calls.delete(id);
      if (encoding !== undefined) this.#decodeAs(undefined);
    }
  }

  /** What is started while several calls run may be any of theirs: no stop of one of them may end it. */
  #noteOverlap(call: Call): void {
    if (this.#calls.size === 0) return;
    for (const other of this.#calls.values()) other.aloneUntil ??= call.started;
    call.aloneUntil = call.started;
  }

  #decodeAs(encoding: string | undefined): void {
    this.#parts.stdout.decodeAs(encoding);
    this.#parts.stderr.decodeAs(encoding);
  }

  /** Stops a call. If that does not help within the grace time, the session is ended. */
  async #stop(call: Call, grace: number, nativeGrace?: number): Promise<void> {
    const { pipe } = this.#parts;
    const obeyed = await stopTask(
      {
        askToStop: () => pipe.send(MessageKind.Stop, call.id),
        hasEnded: () => call.hasEnded || this.#lost !== undefined,
        processes: () => this.#processes.of(call),
        kill: (pids, signal) => this.#processes.kill(pids, signal),
      },
      grace,
      nativeGrace,
    );
    if (obeyed) return;
    const seconds = String(Math.round(grace / 100) / 10);
    this.#forced = `the task did not stop within ${seconds} s, so its PowerShell process was ended`;
    await this.#force().catch((error: unknown) => call.fail(error as SessionLost));
  }

  /** Ends the process, with what a wrapper has started. Errors: rejects with `SessionLost` where it does not go. */
  async #force(): Promise<void> {
    const { child, gone } = this.#parts;
    await endProcessTree(child);
    const end = await Promise.race([gone, delay(END_LIMIT, undefined, { ref: false })]);
    if (end !== undefined) return;
    const which = `the PowerShell process (${child.pid ?? ''})`;
    throw new SessionLost(
      `${which} could not be ended: it may run with more rights than runbook`,
      null,
      null,
      '',
    );
  }

  #ask(kind: string, answer: string, id: number, payload?: Uint8Array): Promise<Frame> {
    if (this.#lost) return Promise.reject(this.#lost);
    const key = `${answer}${id}`;
    return new Promise<Frame>((resolve, reject) => {
      this.#waiting.set(key, { resolve, reject });
      this.#parts.pipe.send(kind, id, payload);
    }).finally(() => this.#waiting.delete(key));
  }

  #failAll(lost: SessionLost): void {
    this.#lost = lost;
    for (const call of this.#calls.values()) call.fail(lost);
    for (const { reject } of this.#waiting.values()) reject(lost);
  }

  /** What was started by the tasks that ran when the process went. */
  #endOrphans(): Promise<readonly LeftProcess[]> {
    const [first] = this.#calls.values();
    return first ? this.#processes.endOrphans(first) : Promise.resolve([]);
  }

  #afterEnd(end: ProcessEnd, left: readonly LeftProcess[]): SessionLost | undefined {
    const { live, copies, words } = this.#parts;
    live.end();
    copies.end();
    const lost = sessionLoss(end, this.#forced, left, words());
    this.#failAll(lost);
    return this.#closing ? undefined : lost;
  }
}

/** Nothing is put into a call as the object that it is. */
const noObjects = { find: () => undefined };

/** Resolves when the signal aborts; it listens until `over`. */
function aborted(signal: AbortSignal | undefined, over: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve(undefined);
    else signal?.addEventListener('abort', () => resolve(undefined), { once: true, signal: over });
  });
}

const notStarted = emptyResult('stopped');
