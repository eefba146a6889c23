import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { Socket } from 'node:net';

/** Bytes; a runbook of 1,000 tasks has about 150 kB. */
export const SIZE_LIMIT = 5_000_000;
/** Milliseconds that a pipe may be silent: whoever writes to it may first have to ask somebody. */
const SILENCE = 120_000;

/** Why a file is not read, in words that follow "cannot be read: ". */
export class NotReadable extends Error {}

/**
 * The bytes of a regular file, as many as are read of any and one more where there are more. A pipe, a device and a socket are refused: they may never end.
 * Throws `NotReadable`, and errors of the file system such as `ENOENT`.
 */
export function readRegularFile(path: string): Uint8Array {
  const file = openWithoutWaiting(path);
  try {
    const facts = fstatSync(file);
    if (facts.isDirectory()) throw new NotReadable('it is a folder');
    if (!facts.isFile()) throw new NotReadable('it is a pipe or a device, not a regular file');
    return readUpToLimit(file);
  } finally {
    closeSync(file);
  }
}

/**
 * The same for a path that stands on the command line, where it may be a pipe, too, as `<(…)` of a shell is. A pipe that is silent for `silence` ms is given up.
 */
export async function readGivenFile(path: string, silence = SILENCE): Promise<Uint8Array> {
  const file = openWithoutWaiting(path);
  let isPipe = false;
  try {
    isPipe = fstatSync(file).isFIFO();
  } finally {
    if (!isPipe) closeSync(file);
  }
  if (!isPipe) return readRegularFile(path);
  const pipe = new Socket({ fd: file, readable: true, writable: false });
  try {
    return await readStream(pipe, silence);
  } finally {
    pipe.destroy();
  }
}

/** What comes from a stream up to its end, bounded in the same way. On a terminal, somebody is typing: no `silence`. */
export function readStream(
  stream: NodeJS.ReadableStream & { readonly isTTY?: boolean },
  silence = SILENCE,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise<Uint8Array>((resolve, reject) => {
    const giveUp = () => {
      stream.pause();
      reject(new NotReadable(`nothing has come from it for ${silence / 1000} s`));
    };
    const timer = stream.isTTY === true ? undefined : setTimeout(giveUp, silence);
    const end = () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks));
    };
    stream.on('data', (data: Buffer | string) => {
      const chunk = Buffer.from(data);
      chunks.push(chunk);
      length += chunk.length;
      timer?.refresh();
      if (length <= SIZE_LIMIT) return;
      stream.pause();
      end();
    });
    stream.on('end', end);
    stream.on('error', (error: Error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}

/** Opening a pipe waits for a writer otherwise. */
function openWithoutWaiting(path: string): number {
  // Windows has no such flag, and no pipes among its files.
  return openSync(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
}

/** What a file says of its size need not be so: one of `/proc` has none, and one that is written to grows. */
function readUpToLimit(file: number): Uint8Array {
  let all = Buffer.allocUnsafe(Math.min(SIZE_LIMIT, fstatSync(file).size) + 1);
  let length = 0;
  for (;;) {
    const read = readSync(file, all, length, all.length - length, null);
    length += read;
    if (read === 0 || length > SIZE_LIMIT) return all.subarray(0, length);
    if (length < all.length) continue;
    const larger = Buffer.allocUnsafe(Math.min(SIZE_LIMIT + 1, all.length * 2));
    all.copy(larger);
    all = larger;
  }
}
