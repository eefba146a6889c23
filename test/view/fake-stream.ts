import { Writable } from 'node:stream';

/** A stream that keeps what is written; with a limit, its reader goes away after so many writes, as `head` does. */
export function fakeStream(limit = Infinity): Writable & { text(): string; writes: number } {
  let text = '';
  const stream = Object.assign(
    new Writable({
      write(chunk: Buffer, _, callback) {
        stream.writes++;
        if (stream.writes > limit) {
          callback(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
          return;
        }
        text += chunk.toString();
        callback();
      },
    }),
    { text: () => text, writes: 0 },
  );
  return stream;
}
