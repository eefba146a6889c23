import { closeSync, constants, openSync, writeSync } from 'node:fs';

/** Milliseconds that the reader of a pipe may take for what it was given, and between two tries. */
const READER = { patience: 10_000, pause: 10 };

/** A file that somebody has named to have it written. It may be a pipe, such as `>(…)` of a shell. */
export interface FileToWrite {
  /** Throws what the file system says, and where the reader of a pipe takes nothing for 10 s. */
  write(text: string): void;
  close(): void;
}

/**
 * Opens it, to go on behind what it has (`append`) or anew. Throws what the file system says; a pipe without a reader is `ENXIO`, and is not
 * waited for.
 */
export function openToWrite(path: string, how: 'append' | 'anew'): FileToWrite {
  const { O_WRONLY, O_CREAT, O_APPEND, O_TRUNC } = constants;
  // Windows has no such flag, and no pipes among its files.
  const atOnce = (constants.O_NONBLOCK as number | undefined) ?? 0;
  const file = openSync(path, O_WRONLY | O_CREAT | (how === 'append' ? O_APPEND : O_TRUNC) | atOnce);
  return {
    write(text) {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length;) at += writeWhenFree(file, bytes, at);
    },
    close: () => closeSync(file),
  };
}

function writeWhenFree(file: number, bytes: Buffer, at: number): number {
  for (let waited = 0; ; waited += READER.pause) {
    try {
      return writeSync(file, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      if (waited >= READER.patience)
        throw new Error(`its reader has taken nothing for ${READER.patience / 1000} s`, { cause: error });
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, READER.pause);
  }
}

/** Why it cannot be written, in words that follow "cannot be written: ". */
export function whyNotWritten(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'its folder does not exist';
    case 'ENOTDIR':
      return 'one of its folders is a file';
    case 'EEXIST':
      return 'something else is in the way';
    case 'EISDIR':
      return 'it is a folder';
    case 'ELOOP':
      return 'its links lead in a circle';
    case 'ENXIO':
      return 'it is a pipe that nobody reads, a socket, or a device that is not there';
    case 'EACCES':
    case 'EPERM':
      return 'access is denied';
    case 'EROFS':
      return 'the file system is read-only';
    case 'ENOSPC':
      return 'the disk is full';
    case 'EPIPE':
      return 'its reader has gone';
    default:
      return message;
  }
}
