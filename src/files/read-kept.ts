import { readFileSync, statSync } from 'node:fs';

/**
 * Reads a file that is kept for later, such as one of a cache. A pipe that somebody has put there would be waited for without end, and a device has no end.
 *
 * @param limit Bytes.
 * Errors: throws those of the file system, and where it is no regular file or has more than `limit`.
 */
export function readKept(path: string, limit: number): Buffer {
  const facts = statSync(path);
  if (!facts.isFile()) throw new TypeError(`"${path}" is no regular file`);
  if (facts.size > limit) throw new RangeError(`"${path}" has more than ${limit} bytes`);
  return readFileSync(path);
}
