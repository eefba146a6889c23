import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Bytes; a runbook of 1,000 tasks has about 150 kB. */
export const SIZE_LIMIT = 5_000_000;
/** Milliseconds that a pipe may be silent: whoever writes to it may first have to ask somebody. */
const SILENCE = 120_000;
/** Milliseconds for which a named pipe waits for somebody to write to it at all, and between two looks whether there is one. */
const WRITER = { patience: 30_000, look: 50 };

/** Why a file is not read, in words that follow "cannot be read: ". */
export class NotReadable extends Error {}

/**
 * The bytes of a regular file, at most `limit` and one more where there are more. A pipe, a device and a socket are refused: they may never end.
 * Throws `NotReadable`, and errors of the file system such as `ENOENT`.
 */
export function readRegularFile(path: string, limit = SIZE_LIMIT): Buffer {
  const file = openWithoutWaiting(path);
  try {
    const facts = fstatSync(file);
    if (facts.isDirectory()) throw new NotReadable('it is a folder');
    if (!facts.isFile()) throw new NotReadable('it is a pipe or a device, not a regular file');
    return readUpTo(limit, file);
  } finally {
    closeSync(file);
  }
}

/**
 * The same for a path that stands on the command line, where it may be a pipe, too, as `<(…)` of a shell is. A pipe that is silent for `silence` ms is
 * given up, and one that nobody opens to write to it for `patience` ms.
 */
export async function readGivenFile(
  path: string,
  {
    silence = SILENCE,
    patience = WRITER.patience,
  }: { readonly silence?: number; readonly patience?: number } = {},
): Promise<Uint8Array> {
  const file = openWithoutWaiting(path);
  let isPipe = false;
  try {
    isPipe = fstatSync(file).isFIFO();
  } finally {
    if (!isPipe) closeSync(file);
  }
  if (!isPipe) return readRegularFile(path);
  let first: Buffer;
  try {
    first = await firstByte(file, isNamed(path) ? patience : 0);
  } catch (error) {
    closeSync(file);
    throw error;
  }
  const pipe = new Socket({ fd: file, readable: true, writable: false });
  try {
    return Buffer.concat([first, await readStream(pipe, silence)]);
  } finally {
    pipe.destroy();
  }
}

/** One in a folder, which somebody may still open: the other end of `<(…)` is open from the beginning, or is over. */
function isNamed(path: string): boolean {
  try {
    return !/^\/(?:dev\/fd|proc)\//.test(realpathSync(path));
  } catch {
    return false;
  }
}

/** Waits until somebody writes to a pipe. A pipe without a writer is at its end as soon as it is read; the byte that shows the difference is read. */
async function firstByte(pipe: number, patience: number): Promise<Buffer> {
  const byte = Buffer.alloc(1);
  for (let waited = 0; ; waited += WRITER.look) {
    try {
      if (readSync(pipe, byte, 0, 1, null) === 1) return byte;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return Buffer.alloc(0);
      throw error;
    }
    if (patience === 0) return Buffer.alloc(0);
    if (waited >= patience)
      throw new NotReadable(`no program has begun to write to it for ${patience / 1000} s`);
    await wait(WRITER.look);
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
function readUpTo(limit: number, file: number): Buffer {
  let all = Buffer.allocUnsafe(Math.min(limit, fstatSync(file).size) + 1);
  let length = 0;
  for (;;) {
    const read = readSync(file, all, length, all.length - length, null);
    length += read;
    if (read === 0 || length > limit) return all.subarray(0, length);
    if (length < all.length) continue;
    const larger = Buffer.allocUnsafe(Math.min(limit + 1, all.length * 2));
    all.copy(larger);
    all = larger;
  }
}
