import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { suggest } from '../diagnostics/suggest.ts';
import type { Environment } from './environment.ts';

export interface FoundRunbook {
  /** Absolute. */
  readonly path: string;
  /** As messages name it: relative where it lies in or below the current folder. */
  readonly shown: string;
  /** One of those that come with the program, in which nobody expects to have a file of this name. */
  readonly shipped: boolean;
}

export type RunbookSearch = FoundRunbook | { readonly diagnostic: Diagnostic };

const extensions = ['.yml', '.yaml'];
const IS_YAML = /\.ya?ml$/i;

/**
 * The runbook that a name on the command line means: a path first, then a file of `./runbooks`, then one of those shipped; its
 * `.yml` or `.yaml` may be left out.
 */
export function findRunbook(
  name: string,
  { currentDirectory, packageDirectory }: Pick<Environment, 'currentDirectory' | 'packageDirectory'>,
): RunbookSearch {
  const own = join(currentDirectory, 'runbooks');
  const shipped = join(packageDirectory, 'runbooks');
  for (const folder of [currentDirectory, own, shipped]) {
    for (const extension of ['', ...extensions]) {
      const path = resolve(folder, name + extension);
      if (isFile(path)) return found(path, currentDirectory, folder === shipped && !isAbsolute(name));
    }
    if (isAbsolute(name)) break;
  }
  return { diagnostic: notFound(name, [currentDirectory, own, shipped]) };
}

/** The runbooks that lie in a folder, by path: YAML, and JSON that has tasks or plays. What is in the folders below (rehearsals, scripts) is not looked at. */
export function runbooksIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && isRunbook(join(folder, entry.name)))
      .map((entry) => join(folder, entry.name))
      .toSorted();
  } catch {
    return [];
  }
}

function isRunbook(path: string): boolean {
  if (IS_YAML.test(path)) return isFile(path);
  return /\.json$/i.test(path) && isFile(path) && /"(?:tasks|plays)"\s*:/.test(beginningOf(path));
}

/** Enough to see what it is; a folder can have files of any size. */
const BEGINNING = 64_000;

function beginningOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(BEGINNING);
    return bytes.toString('utf8', 0, readSync(file, bytes, 0, BEGINNING, 0));
  } finally {
    closeSync(file);
  }
}

/** A path as messages name it. */
export function shownPath(path: string, currentDirectory: string): string {
  const inside = relative(currentDirectory, path);
  return inside === '' || inside.startsWith(`..${sep}`) || inside === '..' || isAbsolute(inside)
    ? path
    : inside;
}

function found(path: string, currentDirectory: string, shipped: boolean): FoundRunbook {
  return { path, shown: shownPath(path, currentDirectory), shipped };
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function notFound(name: string, folders: readonly string[]): Diagnostic {
  const beside = isAbsolute(name) ? [dirname(name)] : folders.map((folder) => dirname(join(folder, name)));
  const paths = [...new Set(beside.flatMap(runbooksIn))];
  const names = [...new Set(paths.map((path) => basename(path)))];
  const wanted = basename(name);
  const near =
    suggest(wanted, names) ??
    suggest(wanted, names.map(withoutExtension)) ??
    suggest(withoutExtension(wanted), names.map(withoutExtension));
  const help =
    near !== undefined
      ? `did you mean "${near}"?`
      : names.length > 0
        ? `there are ${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}`
        : 'name a YAML file; runbooks are looked for here, in ./runbooks, and among those that are shipped';
  return { code: 'runbook-not-found', severity: 'error', message: `there is no runbook "${name}"`, help };
}

function withoutExtension(name: string): string {
  return name.replace(IS_YAML, '');
}
