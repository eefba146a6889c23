import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { suggest } from '../../diagnostics/suggest.ts';
import type { RunEntry } from '../../journal/entry.ts';
import { JOURNAL_NAME } from '../../journal/journal-file.ts';
import { readJournal, type JournalProblem, type ReadJournal } from '../../journal/read-journal.ts';
import { lockHolder } from '../../journal/run-lock.ts';
import { connectionByNow, hostOfRun } from '../../journal/connection-by-now.ts';
import { runState } from '../../journal/run-state.ts';
import { lockOf, runsDirectory, stateDirectory } from '../../journal/state-directory.ts';
import type { Environment } from '../environment.ts';
import { kindOf } from '../find-runbook.ts';

/** A run on record. */
export interface KnownRun {
  readonly directory: string;
  readonly journal: ReadJournal;
  readonly run: RunEntry;
  /** `broken off`: nothing says how it ended, and nobody is at it. */
  readonly state: 'done' | 'ended badly' | 'running' | 'broken off';
}

export interface UnreadableRun extends JournalProblem {
  readonly directory: string;
}

type Where = Pick<Environment, 'variables' | 'currentDirectory'>;

/** The folders of the runs of this user, or of the folder that `--journal` names; the newest first. */
export function runFolders(
  { variables, currentDirectory }: Where,
  folder: string | undefined,
): readonly string[] {
  const base =
    folder === undefined ? runsDirectory(stateDirectory(variables)) : resolve(currentDirectory, folder);
  try {
    return readdirSync(base)
      .filter((name) => isRun(join(base, name)))
      .toSorted()
      .toReversed()
      .map((name) => join(base, name));
  } catch {
    return [];
  }
}

/** What is wrong with the folder that `--journal` names; nothing where it is one. */
export function journalFolderMistake(
  { currentDirectory }: Pick<Environment, 'currentDirectory'>,
  folder: string | undefined,
): Diagnostic | undefined {
  if (folder === undefined) return undefined;
  try {
    readdirSync(resolve(currentDirectory, folder));
    return undefined;
  } catch (error) {
    return {
      code: 'run-not-found',
      severity: 'error',
      message: `the folder that --journal names, "${folder}", ${whyNoFolder(error as NodeJS.ErrnoException)}`,
      help: 'name the folder that `apply --journal` was given',
    };
  }
}

function whyNoFolder({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOENT':
      return 'does not exist';
    case 'ENOTDIR':
      return 'is not a folder';
    case 'ELOOP':
      return 'is a link that leads in a circle';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read by this user';
    default:
      return `cannot be read: ${message}`;
  }
}

/** What is on record of a run. */
export function knownRun(directory: string, { variables }: Where): KnownRun | UnreadableRun {
  const journal = readJournal(directory);
  if ('problem' in journal) return { directory, ...journal };
  const [run] = journal.entries;
  const { kind } = runState(journal.entries);
  if (kind !== 'open') return { directory, journal, run, state: kind };
  const connection = connectionByNow(journal.entries);
  const host = hostOfRun({ host: run.host, ...(connection ? { connection } : {}) });
  const holder = lockHolder(lockOf({ ...run, host }, directory, stateDirectory(variables)));
  return { directory, journal, run, state: holder?.runId === run.runId ? 'running' : 'broken off' };
}

/** The folder of the run that an id, the beginning of one, or a path means. */
export function findRun(
  name: string,
  environment: Where,
  folder: string | undefined,
): { readonly directory: string } | { readonly diagnostic: Diagnostic } {
  const path = resolve(environment.currentDirectory, name);
  if (isRun(path)) return { directory: path };
  const mistake = journalFolderMistake(environment, folder);
  if (mistake) return { diagnostic: mistake };
  const folders = runFolders(environment, folder);
  const fitting = folders.filter((each) => basename(each).startsWith(name));
  const exact = fitting.find((each) => basename(each) === name);
  const [directory, ...others] = exact === undefined ? fitting : [exact];
  if (directory !== undefined && others.length === 0) return { directory };
  const near = suggest(
    name,
    folders.map((each) => basename(each)),
  );
  return {
    diagnostic: {
      code: 'run-not-found',
      severity: 'error',
      message:
        directory === undefined ? `there is no run "${name}" on record` : `several runs begin with "${name}"`,
      help:
        near === undefined || directory !== undefined
          ? '`runbook runs` lists those that are on record'
          : `did you mean "${near}"?`,
    },
  };
}

/** What is wrong with a journal. */
export function journalDamaged({ problem, help }: JournalProblem): Diagnostic {
  return { code: 'journal-damaged', severity: 'error', message: problem, help };
}

function isRun(directory: string): boolean {
  return kindOf(join(directory, JOURNAL_NAME)) === 'file';
}
