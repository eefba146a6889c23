import { closeSync, openSync, readdirSync, readlinkSync, readSync, statSync } from 'node:fs';
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
export const IS_YAML = /\.ya?ml$/i;
export const IS_JSON = /\.json$/i;

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
      if (kindOf(path) === 'file')
        return found(path, currentDirectory, folder === shipped && !isAbsolute(name));
    }
    if (isAbsolute(name)) break;
  }
  const there = whatIsThere(name, resolve(currentDirectory, name));
  return { diagnostic: there ?? notFound(name, [currentDirectory, own, shipped]) };
}

/** Why what lies at the path is no runbook; undefined where nothing does. */
function whatIsThere(name: string, path: string): Diagnostic | undefined {
  const because = (why: string, help?: string): Diagnostic => ({
    code: 'file-unreadable',
    severity: 'error',
    message: `"${name}" cannot be read: ${why}`,
    ...(help !== undefined && { help }),
  });
  const kind = kindOf(path);
  if (kind === 'folder') return because('it is a folder', folderHelp(path));
  if (kind === 'pipe') return because('it is a pipe', 'only `runbook validate` reads a runbook from a pipe');
  if (kind !== undefined) return because('it is a socket or a device, not a regular file');
  try {
    readlinkSync(path);
  } catch {
    return undefined;
  }
  return because('it is a link that leads to no file');
}

function folderHelp(path: string): string {
  const names = runbooksIn(path).map((each) => basename(each));
  return names.length === 0 ? 'name a YAML file' : `name one of its runbooks: ${listed(names)}`;
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}`;
}

/** The runbooks that lie in a folder, by path: YAML, and JSON that has tasks or plays. What is in the folders below (rehearsals, scripts) is not looked at. */
export function runbooksIn(folder: string): string[] {
  return filesIn(folder).filter((path) => IS_YAML.test(path) || (IS_JSON.test(path) && hasTasks(path)));
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((path) => (IS_YAML.test(path) || IS_JSON.test(path)) && kindOf(path) === 'file')
      .toSorted();
  } catch {
    return [];
  }
}

function hasTasks(path: string): boolean {
  return /"(?:tasks|plays)"\s*:/.test(beginningOf(path));
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

/** What lies at a path, links followed; undefined where nothing does, or nobody may look. */
export function kindOf(path: string): 'file' | 'folder' | 'pipe' | 'other' | undefined {
  try {
    const facts = statSync(path);
    return facts.isFile() ? 'file' : facts.isDirectory() ? 'folder' : facts.isFIFO() ? 'pipe' : 'other';
  } catch {
    return undefined;
  }
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
        ? `there are ${listed(names)}`
        : 'name a YAML file; runbooks are looked for here, in ./runbooks, and among those that are shipped';
  return { code: 'runbook-not-found', severity: 'error', message: `there is no runbook "${name}"`, help };
}

function withoutExtension(name: string): string {
  return name.replace(IS_YAML, '');
}
