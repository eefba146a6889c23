import type { Value } from '../values/value.ts';
import { readCallResult, type CallResult } from './wire/call-result.ts';
import type { LiveObjects } from './live-objects.ts';
import { readRecord, type ChangedObject } from './wire/read-records.ts';
import type { ErrorRecordData, InvocationResult, InvokeOptions, StreamRecord } from './session.ts';
import type { Frame } from './wire/frame.ts';
import { MessageKind } from './wire/message-kind.ts';
import { PayloadReader } from './wire/payload-reader.ts';

/** What of a call's output is kept in its result: bytes as they came, and objects. */
const KEPT_BYTES = 64 * 1024 * 1024;
const KEPT_OBJECTS = 200_000;
const KEPT_ERRORS = 10_000;
/** Bytes after which the far end is told that there is room again: a part of its window. */
const ACKNOWLEDGE = 256 * 1024;

/** What a call in progress needs of its session. */
export interface CallOwner {
  acknowledge(id: number, bytes: number): void;
  /** Resolves when all that the process wrote during the call has been read. */
  settled(id: number, marked: boolean): Promise<void>;
  /** What the far end has sent is not what ours sends. */
  giveUp(reason: string): void;
  readonly live: LiveObjects;
}

/** One call from its request to its result: it takes the far end's frames in order, no faster than its records are taken. */
export class Call {
  readonly id: number;
  readonly result: Promise<InvocationResult>;
  /** On the clock of `performance.now()`. */
  readonly started = performance.now();
  /** On the same clock: when another call has run at the same time; undefined where none has. */
  aloneUntil: number | undefined;
  readonly #owner: CallOwner;
  readonly #options: InvokeOptions;
  readonly #errors: ErrorRecordData[] = [];
  readonly #output: Value[] = [];
  /** Where in the output the objects stand that the far end may say more of, by its numbers. */
  readonly #places = new Map<number, number>();
  /** Frames that wait for a slow taker of records; undefined where none is waited for. */
  #backlog: Frame[] | undefined;
  #unacknowledged = 0;
  #keptBytes = 0;
  #truncated = false;
  #errorsTruncated = false;
  #fault: Error | undefined;
  #ended = false;
  #resolve!: (result: InvocationResult) => void;
  #reject!: (error: Error) => void;

  constructor(id: number, owner: CallOwner, options: InvokeOptions) {
    this.id = id;
    this.#owner = owner;
    this.#options = options;
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
    const input = new PayloadReader(frame.payload);
    const { live } = this.#owner;
    if (frame.kind === MessageKind.Done) {
      const result = readCallResult(input, live);
      this.#ended = true;
      void this.#finish(result);
      return undefined;
    }
    this.#keptBytes += frame.size;
    while (!input.atEnd) {
      const taken = this.#takeRecord(readRecord(input, live));
      if (taken) return this.#takeRest(input, taken, frame.size);
    }
    this.#acknowledge(frame.size);
    return undefined;
  }

  async #takeRest(input: PayloadReader, first: Promise<unknown>, size: number): Promise<void> {
    await first.catch(this.#blame);
    while (!input.atEnd) {
      await this.#takeRecord(readRecord(input, this.#owner.live))?.catch(this.#blame);
    }
    this.#acknowledge(size);
  }

  #takeRecord(record: StreamRecord | ChangedObject): Promise<unknown> | undefined {
    if (!('changed' in record)) return this.#show(record);
    const place = this.#places.get(record.changed);
    if (place === undefined) return undefined;
    this.#output[place] = record.value;
    if (record.value !== null && typeof record.value === 'object') {
      this.#owner.live.add(record.value, record.changed);
    }
    return undefined;
  }

  #show(record: StreamRecord): Promise<unknown> | undefined {
    if (record.stream === 'error') this.#keepError(record.error);
    if (record.stream === 'output' && this.#options.keepOutput !== false) {
      this.#keep(record.value);
    }
    try {
      const taken: unknown = this.#options.onRecord?.(record);
      return taken instanceof Promise ? taken : undefined;
    } catch (error) {
      this.#blame(error);
      return undefined;
    }
  }

  #keepError(error: ErrorRecordData): void {
    if (this.#errors.length < KEPT_ERRORS || error.terminating) this.#errors.push(error);
    else this.#errorsTruncated = true;
  }

  #keep(value: Value): void {
    if (this.#keptBytes > KEPT_BYTES || this.#output.length >= KEPT_OBJECTS) {
      this.#truncated = true;
      return;
    }
    if (value !== null && typeof value === 'object') {
      const number = this.#owner.live.find(value);
      if (number !== undefined) this.#places.set(number, this.#output.length);
    }
    this.#output.push(value);
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

  async #finish({ marked, failure, ...result }: CallResult): Promise<void> {
    await this.#owner.settled(this.id, marked);
    if (failure) await this.#show({ stream: 'error', error: failure })?.catch(this.#blame);
    if (this.#fault) {
      this.#reject(this.#fault);
      return;
    }
    this.#resolve({
      errors: this.#errors,
      output: this.#output,
      outputTruncated: this.#truncated,
      errorsTruncated: this.#errorsTruncated,
      // Last: what is written after a spread takes V8 ten microseconds, which is more than all else here.
      ...result,
    });
  }
}
