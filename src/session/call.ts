import type { Value } from '../values/value.ts';
import { decodeClixml } from './clixml-decode.ts';
import { asList, errorOf, recordsOf, text, type SerializationDepth } from './far-end-records.ts';
import type { Frame } from './frame.ts';
import type { ErrorRecordData, InvocationResult, InvokeOptions, StreamRecord } from './session.ts';

/** What of a call's output is kept in its result: bytes as they came, and objects. */
const KEPT_BYTES = 64 * 1024 * 1024;
const KEPT_OBJECTS = 200_000;
/** Bytes after which the far end is told that there is room again: a part of its window. */
const ACKNOWLEDGE = 256 * 1024;

/** What a call in progress needs of its session. */
export interface CallOwner {
  acknowledge(id: number, bytes: number): void;
  /** Resolves when all that the process wrote during the call has been read. */
  settled(id: number, marked: boolean): Promise<void>;
  /** What the far end has sent is not what ours sends. */
  giveUp(reason: string): void;
}

/** One call from its request to its result: it takes the far end's frames in order, no faster than its records are taken. */
export class Call {
  readonly id: number;
  readonly result: Promise<InvocationResult>;
  /** On the clock of `performance.now()`. */
  readonly started = performance.now();
  readonly #owner: CallOwner;
  readonly #options: InvokeOptions;
  readonly #depth: SerializationDepth;
  readonly #path: string | undefined;
  readonly #errors: ErrorRecordData[] = [];
  readonly #output: Value[] = [];
  /** Frames that wait for a slow taker of records; undefined where none is waited for. */
  #backlog: Frame[] | undefined;
  #unacknowledged = 0;
  #keptBytes = 0;
  #truncated = false;
  #runbookResult: Value | undefined;
  #fault: Error | undefined;
  #ended = false;
  #resolve!: (result: InvocationResult) => void;
  #reject!: (error: Error) => void;

  constructor(
    id: number,
    owner: CallOwner,
    options: InvokeOptions,
    depth: SerializationDepth,
    path: string | undefined,
  ) {
    this.id = id;
    this.#owner = owner;
    this.#options = options;
    this.#depth = depth;
    this.#path = path;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.result.catch(() => undefined);
  }

  /** The far end has sent its result. */
  get hasEnded(): boolean {
    return this.#ended;
  }

  fail(error: Error): void {
    this.#reject(error);
  }

  /** Text that the process wrote past PowerShell. */
  receiveText(stream: 'stdout' | 'stderr', text: string): void {
    void this.#show({ stream, text })?.catch(this.#blame);
  }

  receive(frame: Frame): void {
    if (this.#backlog) {
      this.#backlog.push(frame);
      return;
    }
    try {
      const waiting = this.#take(frame);
      if (waiting) this.#takeSlowly(waiting).catch(this.#giveUp);
    } catch (error) {
      this.#giveUp(error);
    }
  }

  readonly #giveUp = (error: unknown): void => {
    if (!(error instanceof SyntaxError) && !(error instanceof RangeError)) throw error;
    this.#owner.giveUp(error.message);
  };

  async #takeSlowly(first: Promise<void>): Promise<void> {
    const backlog: Frame[] = [];
    this.#backlog = backlog;
    await first;
    for (let frame = backlog.shift(); frame; frame = backlog.shift()) await this.#take(frame);
    this.#backlog = undefined;
  }

  /** A promise where a record's taker asks for time. */
  #take(frame: Frame): Promise<void> | undefined {
    if (frame.kind === 'D') {
      this.#ended = true;
      void this.#finish(asList(decodeClixml(frame.text)));
      return undefined;
    }
    if (frame.kind === 'R' || frame.kind === 'Q') {
      const { live, custom } = this.#depth;
      this.#runbookResult = decodeClixml(frame.text, frame.kind === 'R' ? live : custom);
      return undefined;
    }
    const records = recordsOf(frame, this.#depth, this.#path);
    this.#keptBytes += frame.size;
    for (const [index, record] of records.entries()) {
      const taken = this.#show(record);
      if (taken) return this.#showRest(records, index + 1, taken, frame.size);
    }
    this.#acknowledge(frame.size);
    return undefined;
  }

  async #showRest(
    records: readonly StreamRecord[],
    next: number,
    first: Promise<unknown>,
    size: number,
  ): Promise<void> {
    await first.catch(this.#blame);
    for (const record of records.slice(next)) await this.#show(record)?.catch(this.#blame);
    this.#acknowledge(size);
  }

  #show(record: StreamRecord): Promise<unknown> | undefined {
    if (record.stream === 'error') this.#errors.push(record.error);
    if (record.stream === 'output' && this.#options.keepOutput !== false) {
      if (this.#keptBytes <= KEPT_BYTES && this.#output.length < KEPT_OBJECTS)
        this.#output.push(record.value);
      else this.#truncated = true;
    }
    try {
      const taken: unknown = this.#options.onRecord?.(record);
      return taken instanceof Promise ? taken : undefined;
    } catch (error) {
      this.#blame(error);
      return undefined;
    }
  }

  /** A taker of records that throws is a bug; the call goes on, and rejects with that at its end. */
  readonly #blame = (error: unknown): void => {
    this.#fault ??= error instanceof Error ? error : new Error(String(error));
  };

  #acknowledge(bytes: number): void {
    this.#unacknowledged += bytes;
    if (this.#unacknowledged < ACKNOWLEDGE) return;
    this.#owner.acknowledge(this.id, this.#unacknowledged);
    this.#unacknowledged = 0;
  }

  async #finish(answer: readonly Value[]): Promise<void> {
    const [state, exitCode, lastExitCode, changed, failed, check, commandName, failure, marked] = answer;
    await this.#owner.settled(this.id, marked === true);
    if (failure !== null && failure !== undefined) {
      const [, ...texts] = asList(failure).map(text);
      await this.#show({ stream: 'error', error: errorOf(texts, this.#path) })?.catch(this.#blame);
    }
    if (this.#fault) {
      this.#reject(this.#fault);
      return;
    }
    this.#resolve({
      state: state as InvocationResult['state'],
      errors: this.#errors,
      output: this.#output,
      outputTruncated: this.#truncated,
      exitCode: numberOrNull(exitCode),
      lastExitCode: numberOrNull(lastExitCode),
      runbook: {
        ...(typeof changed === 'boolean' ? { changed } : {}),
        ...(typeof failed === 'boolean' ? { failed } : {}),
        ...(this.#runbookResult === undefined ? {} : { result: this.#runbookResult }),
      },
      check: check as InvocationResult['check'],
      commandName: (commandName ?? null) as string | null,
    });
  }
}

function numberOrNull(value: Value | undefined): number | null {
  return typeof value === 'bigint' ? Number(value) : null;
}
