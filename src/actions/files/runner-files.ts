import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { isOutside, outsideProblem } from '../../files/outside.ts';
import type { RunnerBase } from '../../model/action.ts';
import { hashOf } from './file-source.ts';
import { FileFailure } from './file-failure.ts';

/** Something on the runner's machine that is to be copied. */
export interface Found {
  /** Absolute. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

/** What lies in a folder, at any depth. */
export interface InFolder extends Found {
  /** From the folder, with slashes between its parts. */
  readonly name: string;
}

/** The runner's machine, as far as its files are copied to hosts and from there. */
export interface RunnerFiles {
  /** Errors: rejects with `FileFailure` where nothing is there, or where it may not be copied. */
  find(src: string, base: RunnerBase): Promise<Found>;
  /** In the order of their names. Errors as of `find`. */
  list(folder: Found, base: RunnerBase): Promise<readonly InFolder[]>;
  /** Where something that is fetched comes to lie. */
  target(dest: string, base: RunnerBase): string;
  /** What lies there already; `sha256` of a file. Errors as of `find`. */
  look(
    path: string,
    signal: AbortSignal,
  ): Promise<{ readonly kind: 'missing' | 'file' | 'folder'; readonly sha256?: string }>;
}

/** `currentDirectory`: where relative paths begin. */
export function createRunnerFiles(currentDirectory: string): RunnerFiles {
  const whole = (path: string): string => resolve(currentDirectory, path);

  async function facts(path: string, { root }: RunnerBase): Promise<Found> {
    const found = await stat(path);
    if (root !== undefined && isOutside(await realpath(whole(root)), await realpath(path))) {
      const { message, help } = outsideProblem(path);
      throw new FileFailure(message, help);
    }
    if (found.isFile()) return { path, kind: 'file' };
    if (found.isDirectory()) return { path, kind: 'folder' };
    throw new FileFailure(`"${path}" cannot be copied: it is no file and no folder`);
  }

  async function listed(folder: string, base: RunnerBase, before: string): Promise<InFolder[]> {
    const all: InFolder[] = [];
    for (const name of (await readdir(folder)).toSorted()) {
      const found = await facts(join(folder, name), base);
      const inside = `${before}${name}`;
      all.push({ ...found, name: inside });
      if (all.length > MOST) throw new FileFailure(`"${folder}" has more than ${MOST} files`);
      if (found.kind === 'folder') all.push(...(await listed(found.path, base, `${inside}/`)));
    }
    return all;
  }

  return {
    async find(src, base) {
      const { folders } = base;
      const paths = isAbsolute(src) ? [src] : folders.map((folder) => join(folder, src));
      for (const path of paths) {
        try {
          return await facts(whole(path), base);
        } catch (error) {
          if (!isMissing(error)) throw readable(error, path);
        }
      }
      const last = paths.at(-1) ?? src;
      throw new FileFailure(`"${last}" cannot be copied: there is no such file or folder`);
    },
    async list({ path }, base) {
      try {
        return await listed(path, base, '');
      } catch (error) {
        throw readable(error, path);
      }
    },
    async look(path, signal) {
      try {
        if ((await stat(path)).isDirectory()) return { kind: 'folder' };
        return { kind: 'file', sha256: (await hashOf(path, signal)).sha256 };
      } catch (error) {
        if (isMissing(error)) return { kind: 'missing' };
        throw readable(error, path);
      }
    },
    target: (dest, { folders }) => whole(isAbsolute(dest) ? dest : join(folders.at(-1) ?? '', dest)),
  };
}

/** A folder that has more is no part of a runbook; links in a circle would have no end. */
const MOST = 100_000;

function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** What the machine says of a file is no bug. */
export function readable(error: unknown, path: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (error instanceof FileFailure || code === undefined) return error;
  return new FileFailure(`"${path}" cannot be read: ${code === 'EACCES' ? 'permission denied' : message}`);
}
