import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { packageDirectory } from '../../package/package-directory.ts';
import { cacheDirectory } from './cache-directory.ts';
import { makeFolder, OWN_FOLDER } from '../../files/make-folder.ts';

/** Where `npm run build` puts the far end. */
const built = join(packageDirectory, 'dist', 'far-end');

/** For Windows PowerShell, and for PowerShell 7. */
const FRAMEWORKS = ['net462', 'netstandard2.0'] as const;
const ASSEMBLY = 'Runbook.FarEnd.dll';

interface FarEndFile {
  /** In the package's folder, and in a copy. */
  readonly path: string;
  readonly content: Buffer;
}

/** Copies that nobody has made use of for so long are removed when a new one is made. */
const UNUSED = 90 * 24 * 3600_000;

/**
 * The folder that PowerShell loads the far end from: a copy in the per-user cache, named by its content. So an update of the runner never meets a
 * file that a running session has locked, and .NET loads nothing from a network path. Where the cache cannot be written, the package's own folder.
 */
export function farEndFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const files = farEndFiles();
  const copies = join(cacheDirectory(environment), 'far-end');
  const folder = join(copies, hashOf(files));
  const isWhole = () => files.every(({ path, content }) => content.equals(read(join(folder, path))));
  if (isWhole()) return folder;
  try {
    makeFolder(copies, OWN_FOLDER);
    const work = mkdtempSync(join(copies, '.copy-'));
    for (const { path, content } of files) {
      mkdirSync(dirname(join(work, path)));
      writeFileSync(join(work, path), content);
    }
    // What is there is not whole: no session has ever loaded it.
    rmSync(folder, { recursive: true, force: true });
    renameSync(work, folder);
    removeUnused(copies, folder);
  } catch {
    // Another run may have been faster.
  }
  return isWhole() ? folder : built;
}

/** Changes with whatever the far end does. */
export function farEndHash(): string {
  return hashOf(farEndFiles());
}

function farEndFiles(): FarEndFile[] {
  return FRAMEWORKS.map((framework) => {
    const path = join(framework, ASSEMBLY);
    return { path, content: readFileSync(join(built, path)) };
  });
}

function hashOf(files: readonly FarEndFile[]): string {
  const hash = createHash('sha256');
  for (const { content } of files) hash.update(content);
  return hash.digest('hex').slice(0, 20);
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

function removeUnused(copies: string, keep: string): void {
  for (const name of readdirSync(copies)) {
    const folder = join(copies, name);
    if (folder === keep || Date.now() - statSync(folder).mtimeMs < UNUSED) continue;
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // A session has it loaded.
    }
  }
}
