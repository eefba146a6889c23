import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { sha256 } from '../../text/sha256.ts';
import { FileFailure } from './file-failure.ts';

/** What is to be in a file. */
export interface FileSource {
  /** Bytes. */
  readonly size: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
  /** Errors: rejects with `FileFailure` where it has become shorter in the meantime. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** Bytes that are read, sent and hashed at once. */
export const CHUNK = 1024 * 1024;

export function bytesSource(bytes: Uint8Array): FileSource {
  return {
    size: bytes.length,
    sha256: sha256(bytes),
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** A file of the runner's machine as it is now. Errors: rejects as `node:fs` does, and with the signal's reason. */
export async function openSource(path: string, signal: AbortSignal): Promise<FileSource> {
  const { size, sha256: hash } = await hashOf(path, signal);
  return {
    size,
    sha256: hash,
    async read(offset, length) {
      const bytes = await readAt(path, offset, length);
      if (bytes.length < Math.min(length, size - offset))
        throw new FileFailure(`"${path}" has become shorter while it was copied`);
      return bytes;
    },
  };
}

/** Size and SHA-256 of a file of this machine. Errors: rejects as `node:fs` does, and with the signal's reason. */
export async function hashOf(
  path: string,
  signal: AbortSignal,
): Promise<Pick<FileSource, 'size' | 'sha256'>> {
  const hash = createHash('sha256');
  let size = 0;
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(CHUNK);
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, CHUNK, size);
      if (bytesRead === 0) return { size, sha256: hash.digest('hex') };
      hash.update(buffer.subarray(0, bytesRead));
      size += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** The SHA-256 of as many bytes as it begins with. */
export async function hashOfStart(source: FileSource, length: number): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < length; at += CHUNK) hash.update(await source.read(at, Math.min(CHUNK, length - at)));
  return hash.digest('hex');
}

async function readAt(path: string, offset: number, length: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
