import { createHash } from 'node:crypto';
import { readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from './find/cache-directory.ts';
import { farEndHash } from './find/far-end-folder.ts';
import { programText, type PowerShellProgram } from './find/powershell-program.ts';
import { makeFolder, OWN_FOLDER } from '../files/make-folder.ts';
import { readKept } from '../files/read-kept.ts';

/** What is kept at most; of more the oldest is found out again. Half a kilobyte is usual for a script. */
const MOST_ENTRIES = 2000;
const MOST_BYTES = 64 * 1024 * 1024;
const HASH_BYTES = 32;

/** What was said of scripts, by their content: it stays the same as long as the parser and the far end do. */
export interface ScriptCache {
  read(script: string): Buffer | undefined;
  /** By the scripts' texts. Where the cache cannot be written, nothing is kept. */
  write(entries: ReadonlyMap<string, Uint8Array>): void;
}

/** The per-user cache for one PowerShell. An entry begins with the hash of the rest: one that is damaged is not there. */
export function openScriptCache(
  powershell: PowerShellProgram,
  environment: Readonly<Record<string, string | undefined>>,
): ScriptCache {
  const folder = join(cacheDirectory(environment), 'scripts');
  const parser = `${farEndHash()}\0${identityOf(powershell)}`;
  const pathOf = (script: string): string =>
    join(folder, createHash('sha256').update(parser).update('\0').update(script, 'utf16le').digest('hex'));
  return {
    read(script) {
      try {
        const entry = readKept(pathOf(script), MOST_BYTES);
        const facts = entry.subarray(HASH_BYTES);
        return hashOf(facts).equals(entry.subarray(0, HASH_BYTES)) ? facts : undefined;
      } catch {
        return undefined;
      }
    },
    write(entries) {
      try {
        makeFolder(folder, OWN_FOLDER);
        for (const [script, facts] of entries) {
          if (facts.length > MOST_BYTES / 2) continue;
          const path = pathOf(script);
          // Whoever reads it meanwhile finds the whole of it, or nothing.
          const work = `${path}.${process.pid}`;
          writeFileSync(work, Buffer.concat([hashOf(facts), facts]));
          renameSync(work, path);
        }
        removeSurplus(folder);
      } catch {
        // What cannot be kept is found out again.
      }
    },
  };
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Which PowerShell it is: an update replaces its file. The version itself is known only when it has been started. */
function identityOf(powershell: PowerShellProgram): string {
  const file = programText(powershell);
  try {
    const { size, mtimeMs } = statSync(file);
    return `${file}\0${size}\0${mtimeMs}`;
  } catch {
    // An app execution alias of Windows, which cannot be looked at.
    return file;
  }
}

/** Half of the entries go, the oldest first, when there are too many: so that it is seldom. */
function removeSurplus(folder: string): void {
  const entries = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    const { mtimeMs, size } = statSync(path);
    return { path, time: mtimeMs, size };
  });
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  if (entries.length <= MOST_ENTRIES && bytes <= MOST_BYTES) return;
  let count = 0;
  let kept = 0;
  for (const { path, size } of entries.toSorted((a, b) => b.time - a.time)) {
    count++;
    kept += size;
    if (count > MOST_ENTRIES / 2 || kept > MOST_BYTES / 2) rmSync(path, { force: true });
  }
}
