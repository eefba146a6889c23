/** A stream that is written to until its reader goes away (`| head -1`); after that, what is written is dropped. */
export interface Output {
  /**
   * Handed over in one piece with what else is written until the runner has nothing to do but wait, so nothing is ever missing while
   * something runs or hangs. A write for each event would cost as much as a small task does, and stand between it and the next.
   */
  write(text: string): void;
  /** Hands over what was written so far: for whoever writes to the stream past this. */
  handOver(): void;
  /** The reader has gone, or nothing can be written any more. The run goes on. */
  readonly closed: boolean;
  /** Why nothing can be written any more, in words, where it is not that the reader has gone: the disk is full. */
  readonly problem: string | undefined;
  /** Resolves when everything has been handed over, or the reader has gone. */
  flush(): Promise<void>;
}

/** Characters that are handed over without waiting for more. */
const ENOUGH = 1 << 16;

const outputs = new WeakMap<NodeJS.WritableStream, Output>();
/** Those with something to hand over. */
const pending = new Set<Output>();
let isHeedingExit = false;

/**
 * Takes the stream's errors from now on, so that a closed pipe cannot end the process. The same stream gives the same output.
 */
export function outputTo(stream: NodeJS.WritableStream): Output {
  const known = outputs.get(stream);
  if (known) return known;
  let closed = false;
  let text = '';
  let problem: string | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    closed = true;
    if (!GONE.has(error.code ?? '') && !isTerminal(stream)) problem ??= reasonOf(error);
  });
  const output: Output = {
    write(more) {
      if (closed || more === '') return;
      text += more;
      if (text.length >= ENOUGH) output.handOver();
      else handOverSoon(output);
    },
    handOver() {
      const piece = text;
      text = '';
      pending.delete(output);
      if (!closed && piece !== '') stream.write(piece);
    },
    get closed() {
      return closed;
    },
    get problem() {
      return problem;
    },
    flush() {
      output.handOver();
      return new Promise((resolve) => {
        if (closed) resolve();
        else {
          stream.once('error', () => {
            resolve();
          });
          stream.write('', () => {
            resolve();
          });
        }
      });
    },
  };
  outputs.set(stream, output);
  return output;
}

/** What a stream says whose reader has gone. */
const GONE: ReadonlySet<string> = new Set(['EPIPE', 'EOF', 'ECONNRESET', 'ERR_STREAM_DESTROYED']);

/** A terminal that was closed has all kinds of errors. */
function isTerminal(stream: NodeJS.WritableStream & { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true;
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOSPC') return 'there is no space left';
  if (code === 'EDQUOT') return 'the quota is used up';
  if (code === 'EFBIG') return 'the file would become too large';
  return message;
}

/** Before the process waits for anything, and before it ends, in whatever way. */
function handOverSoon(output: Output): void {
  if (!isHeedingExit) process.on('exit', handOverAll);
  isHeedingExit = true;
  if (pending.size === 0) setImmediate(handOverAll);
  pending.add(output);
}

function handOverAll(): void {
  for (const output of pending) output.handOver();
}
