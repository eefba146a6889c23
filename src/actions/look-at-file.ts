import { lstat, open, stat } from 'node:fs/promises';
import { createOutputDecoder } from '../session/process/output-decoder.ts';
import type { FileCondition, Look, Seen } from './look.ts';
import { lookWords } from './look-words.ts';
import { noMatch, seenIn } from './seen-in.ts';

/** Bytes of a file that are searched: what is waited for stands at its end. */
const MOST = 16 * 1024 * 1024;

/** Looks whether it is there, and searches it anew where it has changed. */
export function lookAtFile({ path, state, searchRegex }: FileCondition): Look {
  let before: { readonly version: string; readonly seen: Seen } | undefined;
  return async () => {
    const there = await isThere(path);
    if (typeof there === 'string') return notYet(there);
    if (state === 'stopped') return there ? notYet(lookWords.there) : { kind: 'so', fields: noMatch };
    if (!there) return notYet(lookWords.missing);
    if (searchRegex === undefined) return { kind: 'so', fields: noMatch };
    try {
      const facts = await stat(path);
      // Opening a pipe waits for whoever writes to it.
      if (!facts.isFile())
        return notYet(
          facts.isDirectory() ? lookWords.folder : 'it is a pipe or a device, which is not searched',
        );
      const { size, mtimeMs } = facts;
      const version = `${size} ${mtimeMs}`;
      if (before?.version !== version)
        before = { version, seen: seenIn(await readEnd(path), searchRegex, 'it') };
      return before.seen;
    } catch (error) {
      return notYet(reasonOf(error));
    }
  };
}

function notYet(why: string): Seen {
  return { kind: 'not yet', why };
}

/** A text says why that cannot be told now. */
async function isThere(path: string): Promise<boolean | string> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR' ? false : reasonOf(error);
  }
}

async function readEnd(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - MOST);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, MOST)), 0, undefined, start);
    const decoder = createOutputDecoder();
    return decoder.write(buffer.subarray(0, bytesRead)) + decoder.end();
  } finally {
    await file.close();
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return lookWords.denied;
    case 'EBUSY':
      return lookWords['in-use'];
    case 'ELOOP':
      return 'its links lead in a circle';
    default:
      return code ?? message;
  }
}
