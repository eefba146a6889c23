import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { connectionByNow } from '../../journal/connection-by-now.ts';
import { runState } from '../../journal/run-state.ts';
import { harmlessJson, oneLine } from '../../text/printable.ts';
import { createLocalTime } from '../../time/local-time.ts';
import type { Environment } from '../environment.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import {
  journalFolderMistake,
  knownRun,
  runFolders,
  type KnownRun,
  type UnreadableRun,
} from './known-runs.ts';

interface RunsFlags {
  readonly journal?: string;
  readonly json?: boolean;
  readonly prune?: number | true;
}

/** Runs that `--prune` keeps without a number. */
const KEPT = 100;

/** `runbook runs`: the runs on record, and how they stand. */
export function runsCommand(environment: Environment): Command {
  return new Command('runs')
    .description('list the runs on record, and how they stand')
    .option('--journal <folder>', "the folder of the journals, where it is not the user's own")
    .option('--json', 'write them for programs')
    .option(
      '--prune [count]',
      `remove all but the newest ${KEPT}, or so many; never one that can be resumed`,
      countOf,
    )
    .action((flags: RunsFlags) => {
      const mistake = journalFolderMistake(environment, flags.journal);
      if (mistake) {
        writeDiagnostics([mistake], environment);
        environment.exitCode = 4;
        return;
      }
      const runs = runFolders(environment, flags.journal).map((directory) =>
        knownRun(directory, environment),
      );
      if (flags.prune !== undefined)
        return prune(runs, flags.prune === true ? KEPT : flags.prune, environment);
      const text = flags.json
        ? `${harmlessJson(JSON.stringify(runs.map(dataOf), undefined, 2))}\n`
        : listOf(runs);
      environment.stdout.write(text);
    });
}

function countOf(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It has to be a number of runs.');
  return Number(text);
}

function listOf(runs: readonly (KnownRun | UnreadableRun)[]): string {
  if (runs.length === 0) return 'there are no runs on record\n';
  const time = createLocalTime();
  const rows = runs.map((each) =>
    'problem' in each
      ? [basename(each.directory), '', 'unreadable', '', each.problem]
      : [
          basename(each.directory),
          time.dateAndTime(each.run.time),
          each.state,
          each.run.file,
          sentenceOf(each),
        ],
  );
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => `${oneLine(line).trimEnd()}\n`)
    .join('');
}

/** How it ended, or what there is to do about it. */
function sentenceOf({ journal, state }: KnownRun): string {
  const ended = runState(journal.entries);
  if (ended.kind === 'open') return state === 'running' ? '' : 'resume it with `runbook resume`';
  const { outcome, resume } = ended.finished;
  if (!resume) return outcome.outcome;
  const at = resume.anew === undefined ? `at "${resume.name}"` : `at the beginning of "${resume.anew}"`;
  return `${outcome.outcome}; it would be resumed ${at}`;
}

function dataOf(each: KnownRun | UnreadableRun): object {
  if ('problem' in each)
    return { id: basename(each.directory), directory: each.directory, problem: each.problem };
  const { directory, run, state, journal } = each;
  const ended = runState(journal.entries);
  return {
    id: run.runId,
    directory,
    state,
    name: run.name,
    file: run.file,
    mode: run.mode,
    started: new Date(run.time).toISOString(),
    host: connectionByNow(journal.entries)?.host ?? run.host,
    user: run.user,
    ...(ended.kind === 'open'
      ? {}
      : { exitCode: ended.finished.outcome.exitCode, outcome: ended.finished.outcome.outcome }),
  };
}

/** What can be resumed is kept however old it is. */
function prune(runs: readonly (KnownRun | UnreadableRun)[], count: number, environment: Environment): void {
  const old = runs.slice(count).filter((each) => 'state' in each && each.state === 'done');
  for (const { directory } of old) rmSync(directory, { recursive: true });
  const removed = old.length === 1 ? '1 run was removed' : `${old.length} runs were removed`;
  const kept = runs.length - old.length;
  environment.stdout.write(`${removed}, ${kept} ${kept === 1 ? 'is' : 'are'} kept\n`);
}
