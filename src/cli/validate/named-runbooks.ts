import { dirname, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { nodeFileSystem } from '../../document/file-system.ts';
import { readText, whyUnreadable } from '../../document/read-text.ts';
import { looksLikeRunbook } from '../../model/looks-like-runbook.ts';
import type { Environment } from '../environment.ts';
import { findRunbook, IS_JSON, kindOf, shownPath, type FoundRunbook } from '../find-runbook.ts';
import { filesBelow, isData, leadsOut } from './files-below.ts';
import type { GivenRunbooks } from './given-runbooks.ts';

/** What the names on the command line mean. */
export interface NamedRunbooks {
  readonly runbooks: readonly Named[];
  /** What was found in folders and by patterns and is no runbook, as messages name it. */
  readonly passedOver: readonly PassedOver[];
}

export type Named =
  | (FoundRunbook & {
      /** It was found in a folder or by a pattern, where not all has to be a runbook. */
      readonly amongOthers: boolean;
      /** It came from standard input or a pipe. */
      readonly isGiven: boolean;
    })
  | { readonly name: string; readonly diagnostic: Diagnostic };

export interface PassedOver {
  /** Absolute. */
  readonly path: string;
  readonly shown: string;
  readonly why: string;
}

export interface NamingOptions {
  readonly given?: GivenRunbooks | undefined;
  /** A pattern or a folder without runbooks is a mistake. */
  readonly errorOnUnmatched: boolean;
}

/** Finds the runbooks that are named, those in folders and those that patterns find: each once, in the order of the names. */
export async function namedRunbooks(
  names: readonly string[],
  environment: Environment,
  { given, errorOnUnmatched }: NamingOptions,
): Promise<NamedRunbooks> {
  const runbooks = new Map<string, Named>();
  const passedOver = new Map<string, PassedOver>();
  const { currentDirectory } = environment;
  for (const name of names) {
    const meant = given?.of(name) ?? (await meantBy(name, environment));
    if ('unmatched' in meant) {
      if (errorOnUnmatched) runbooks.set(`\0${name}`, { name, diagnostic: meant.unmatched });
    } else if ('diagnostic' in meant) runbooks.set(`\0${name}`, { name, ...meant });
    // Whoever names a file means it, whatever else finds it.
    else if ('path' in meant)
      runbooks.set(meant.path, { ...meant, amongOthers: false, isGiven: given?.of(name) !== undefined });
    else {
      for (const diagnostic of meant.diagnostics) {
        runbooks.set(`\0${name} ${diagnostic.message}`, { name, diagnostic });
      }
      for (const [path, why] of meant.others)
        passedOver.set(path, { path, shown: shownPath(path, currentDirectory), why });
      for (const path of meant.runbooks) {
        if (runbooks.has(path)) continue;
        const shown = shownPath(path, currentDirectory);
        runbooks.set(path, { path, shown, shipped: false, amongOthers: true, isGiven: false });
      }
    }
  }
  for (const path of runbooks.keys()) passedOver.delete(path);
  return { runbooks: [...runbooks.values()], passedOver: [...passedOver.values()] };
}

/** The files of a folder, or that a pattern finds. */
interface Sorted {
  readonly runbooks: readonly string[];
  /** With why they are none that is checked. */
  readonly others: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

async function meantBy(
  name: string,
  environment: Environment,
): Promise<ReturnType<typeof findRunbook> | Sorted | { readonly unmatched: Diagnostic }> {
  const { currentDirectory } = environment;
  const path = resolve(currentDirectory, name);
  const kind = kindOf(path);
  if (kind === undefined && isPattern(name)) {
    // Few name patterns, where shells take them apart.
    const { expandGlob } = await import('./expand-glob.ts');
    const all = await expandGlob(name, currentDirectory);
    const files = all.filter((each) => isData(each) && kindOf(each) === 'file');
    const sorted = sort(files, [currentDirectory]);
    return sorted.runbooks.length > 0 ? sorted : { unmatched: nothingMatches(name, files.length) };
  }
  if (kind !== 'folder') return findRunbook(name, environment);
  const { files, unreadable } = filesBelow(path);
  const sorted = sort(files, [path, currentDirectory]);
  const diagnostics = Array.from(unreadable, ([folder, error]) =>
    unreadableFolder(shownPath(folder, currentDirectory), error),
  );
  if (sorted.runbooks.length > 0 || diagnostics.length > 0) {
    // Beside runbooks one may be taken for a runbook; in the folders below lie parameters, workflows, and anything.
    const others = new Map([...sorted.others].filter(([each]) => dirname(each) === path));
    return { ...sorted, others, diagnostics };
  }
  // A shipped runbook may have the name of the folder with its rehearsal.
  const found = findRunbook(name, environment);
  return 'path' in found ? found : { unmatched: noneIn(name) };
}

function sort(files: readonly string[], folders: readonly string[]): Sorted {
  const runbooks: string[] = [];
  const others = new Map<string, string>();
  for (const path of files) {
    if (leadsOut(path, folders)) others.set(path, 'it is a link to a file elsewhere');
    else if (isRunbook(path)) runbooks.push(path);
    else if (!isScenario(path)) others.set(path, 'it has neither "tasks" nor "plays" at its top');
  }
  return { runbooks, others, diagnostics: [] };
}

function unreadableFolder(shown: string, error: unknown): Diagnostic {
  const message = `"${shown}" cannot be read: ${whyUnreadable(error)}`;
  return { code: 'file-unreadable', severity: 'error', message };
}

function isPattern(name: string): boolean {
  return /[*?]|\[[^\]]+\]|\{[^}]+\}/.test(name);
}

function nothingMatches(pattern: string, files: number): Diagnostic {
  const message =
    files === 0 ? `no YAML or JSON matches "${pattern}"` : `nothing that matches "${pattern}" is a runbook`;
  const help =
    'a pattern begins at the current folder; --no-error-on-unmatched lets one pass that finds nothing';
  return { code: 'runbook-not-found', severity: 'error', message, help };
}

function noneIn(folder: string): Diagnostic {
  return {
    code: 'runbook-not-found',
    severity: 'error',
    message: `there are no runbooks in the folder "${folder}"`,
    help: 'a runbook ends in .yml, .yaml or .json, and has "tasks" or "plays" at its top',
  };
}

/** What cannot be read says so when it is read. */
function isRunbook(path: string): boolean {
  const { file } = readText(path, nodeFileSystem);
  return file ? looksLikeRunbook(file.text) : !IS_JSON.test(path);
}

/** Scenarios of a rehearsal lie beside their runbook, and nobody takes them for one. */
function isScenario(path: string): boolean {
  return /[\\/]rehearsal[\\/]scenarios[\\/][^\\/]+$/.test(path);
}
