import type { Readable } from 'node:stream';

const NEWLINE = 10;

/** Gives every line of a stream but those that begin with `skip`, which are not even decoded: so it keeps up with any writer. */
export function readLines(stream: Readable, skip: string | undefined, onLine: (line: string) => void): void {
  const unwanted = skip === undefined ? undefined : Buffer.from(skip);
  let pieces: Buffer[] = [];

  const give = (line: Buffer): void => {
    if (unwanted && line.subarray(0, unwanted.length).equals(unwanted)) return;
    onLine(line.toString('utf8'));
  };
  stream.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      const line = chunk.subarray(from, end);
      give(pieces.length === 0 ? line : Buffer.concat([...pieces, line]));
      pieces = [];
      from = end + 1;
    }
    if (from < chunk.length) pieces.push(chunk.subarray(from));
  });
  stream.on('end', () => {
    if (pieces.length > 0) give(Buffer.concat(pieces));
  });
}
