import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FileSource } from './file-source.ts';
import { FileFailure } from './file-failure.ts';

/**
 * Writes a file of this machine, and makes its folder: what was there before stays until all of the new one is there and is what it should be.
 * Errors: rejects with `FileFailure`, and with what `fill` does; then nothing is left.
 */
export async function keepFile(
  path: string,
  { sha256 }: Pick<FileSource, 'size' | 'sha256'>,
  fill: (write: (bytes: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<void> {
  const part = join(dirname(path), `.${basename(path).slice(0, 80)}.${randomUUID()}.runbook-part`);
  const hash = createHash('sha256');
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(part, 'wx');
    try {
      await fill(async (bytes) => {
        hash.update(bytes);
        await file.writeFile(bytes);
      });
      await file.sync();
    } finally {
      await file.close();
    }
    if (hash.digest('hex') !== sha256)
      throw new FileFailure(`"${path}" was not written: what has come is not what the host has`);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    throw code === undefined || error instanceof FileFailure
      ? error
      : new FileFailure(`"${path}" cannot be written: ${message}`);
  }
}
