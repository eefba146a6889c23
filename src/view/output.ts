/** A stream that is written to until its reader goes away (`| head -1`); after that, what is written is dropped. */
export interface Output {
  write(text: string): void;
  /** The reader has gone. The run goes on. */
  readonly closed: boolean;
  /** Resolves when everything has been handed over, or the reader has gone. */
  flush(): Promise<void>;
}

const outputs = new WeakMap<NodeJS.WritableStream, Output>();

/**
 * Takes the stream's errors from now on, so that a closed pipe cannot end the process. The same stream gives the same output.
 */
export function outputTo(stream: NodeJS.WritableStream): Output {
  const known = outputs.get(stream);
  if (known) return known;
  let closed = false;
  stream.on('error', () => (closed = true));
  const output: Output = {
    write(text) {
      if (!closed && text !== '') stream.write(text);
    },
    get closed() {
      return closed;
    },
    flush() {
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
