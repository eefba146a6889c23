import { join, relative, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { openAnchor, type Anchor } from '../../journal/anchor.ts';
import { beginJournal, type RunFacts } from '../../journal/begin-journal.ts';
import { dataToJson } from '../../journal/data-json.ts';
import { JournalLost, type JournalFile } from '../../journal/journal-file.ts';
import { takeLock, type LockHolder } from '../../journal/run-lock.ts';
import { whyUnwritable } from '../../journal/why-unwritable.ts';
import { createSecretBook, type SecretBook } from '../../journal/secret-book.ts';
import { lockOf, runsDirectory, stateDirectory } from '../../journal/state-directory.ts';
import { runnerVersion } from '../../package/runner-version.ts';
import type { PowerShellProgram } from '../../session/find/powershell-program.ts';
import { createLocalTime } from '../../time/local-time.ts';
import { secretsIn } from '../../values/secrets-in.ts';
import type { RehearsalState } from '../../rehearsal/rehearsal-state.ts';
import { recordOf } from '../connection/recorded-connection.ts';
import { hostOfRun } from '../../journal/connection-by-now.ts';
import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';
import { opensFirst } from './plan-facts.ts';
import type { PreparedRun } from './prepare-run.ts';
import { hostAndUser } from './run-identity.ts';

/** What a run is kept on record with. */
export interface KeptRun {
  readonly file: JournalFile;
  readonly book: SecretBook;
  readonly hashSecret: (secret: string) => string;
  readonly anchor: Anchor | undefined;
  /** Others may run the runbook on this host. */
  release(): void;
}

type KeepFlags = Pick<RunFlags, 'journal' | 'journalAnchor' | 'allowOutside'> & { readonly keep?: string };

/** Begins a run's journal, and takes its lock; nothing where none is wanted. A rehearsal has one where it keeps anything. */
export function keepRun(
  prepared: PreparedRun,
  flags: KeepFlags,
  environment: Environment,
  powershell: PowerShellProgram,
  { runId, state: machine }: { readonly runId: string; readonly state: RehearsalState | undefined },
): KeptRun | { readonly diagnostic: Diagnostic } | undefined {
  if (flags.journal === false)
    return flags.journalAnchor === undefined ? undefined : { diagnostic: noAnchor(NOTHING_TO_ANCHOR) };
  const state = stateDirectory(environment.variables);
  const { rehearsal } = prepared;
  const base =
    typeof flags.journal === 'string'
      ? resolve(environment.currentDirectory, flags.journal)
      : rehearsal
        ? flags.keep === undefined
          ? undefined
          : resolve(environment.currentDirectory, flags.keep)
        : runsDirectory(state);
  if (base === undefined) return undefined;
  const anchor = anchorOf(flags.journalAnchor, runId, environment);
  if (anchor && 'diagnostic' in anchor) return anchor;
  const secrets = [...new Set(secretsIn(prepared.plan.parameters.values.values()))];
  const { connection } = prepared;
  const password = connection?.kind === 'winrm' ? connection.password?.reveal() : undefined;
  const book = createSecretBook(password === undefined ? secrets : [...secrets, password]);
  let release = (): void => undefined;
  try {
    const directory = join(base, runId);
    const facts = {
      ...factsOf(prepared, flags, environment, powershell, runId, book),
      ...(machine?.isKept ? { machine: relative(directory, machine.directory) } : {}),
    };
    const lock = lockRun(facts, directory, state, environment);
    if ('diagnostic' in lock) return lock;
    ({ release } = lock);
    const begun = beginJournal(directory, facts, secrets, prepared.files, anchor);
    return { ...begun, book, anchor, release };
  } catch (error) {
    release();
    return { diagnostic: unwritable(error) };
  }
}

const NOTHING_TO_ANCHOR = 'there is no journal whose heads it could have: --no-journal stands beside it';

/** Opens the anchor of a run; nothing where none is wanted. */
export function anchorOf(
  file: string | undefined,
  runId: string,
  { currentDirectory, now }: Pick<Environment, 'currentDirectory' | 'now'>,
): Anchor | { readonly diagnostic: Diagnostic } | undefined {
  if (file === undefined) return undefined;
  try {
    return openAnchor(resolve(currentDirectory, file), runId, now);
  } catch (error) {
    return { diagnostic: noAnchor(`"${file}" cannot be written: ${whyUnwritable(error)}`) };
  }
}

function noAnchor(why: string): Diagnostic {
  return {
    code: 'journal-unwritable',
    severity: 'error',
    message: `--journal-anchor: ${why}; nothing was run`,
    help: 'name a file that can be written, best on another machine',
  };
}

/** The lock of a run on this host: of its runbook, or of what changes nothing of itself alone. Errors: throws those of the file system. */
export function lockRun(
  run: Pick<RunFacts, 'mode' | 'path' | 'runId' | 'connection'>,
  directory: string,
  state: string,
  { now }: Pick<Environment, 'now'>,
): { readonly release: () => void } | { readonly diagnostic: Diagnostic } {
  const { host, user } = hostAndUser();
  const holder = { runId: run.runId, pid: process.pid, host, user, time: now() };
  const lock = takeLock(lockOf({ ...run, host: hostOfRun({ ...run, host }) }, directory, state), holder);
  return 'heldBy' in lock ? { diagnostic: isHeld(lock.heldBy, lock.file, run.connection) } : lock;
}

/** What stood in the way of a journal. Errors: throws what is no fault of a disk. */
export function unwritable(error: unknown): Diagnostic {
  const { code, path } = error as NodeJS.ErrnoException;
  const isLost = error instanceof JournalLost;
  if (!isLost && typeof code !== 'string') throw error;
  const why = isLost
    ? error.message
    : `the lock of the runbook${path === undefined ? '' : ` (${path})`} cannot be written: ${whyUnwritable(error)}`;
  return {
    code: 'journal-unwritable',
    severity: 'error',
    message: `${why}; nothing was run`,
    help: 'name another folder with --journal FOLDER, or go without one with --no-journal: such a run cannot be resumed',
  };
}

function isHeld(
  { runId, pid, began, user, time }: LockHolder,
  file: string,
  connection: RunFacts['connection'],
): Diagnostic {
  const where = connection ? `on "${connection.host}"` : 'on this host';
  // Where nothing tells a process from a later one with its number, only a human can.
  const unless = began === '' ? `; if process ${pid} is not runbook any more, remove ${file}` : '';
  return {
    code: 'run-locked',
    severity: 'error',
    message: `${user} runs this runbook ${where}, since ${createLocalTime().dateAndTime(time)} (run ${runId}, process ${pid}); nothing was run`,
    help: `wait for its end: two runs at once would undo what the other one does${unless}`,
  };
}

function factsOf(
  prepared: PreparedRun,
  flags: KeepFlags,
  environment: Environment,
  powershell: PowerShellProgram,
  runId: string,
  book: SecretBook,
): RunFacts {
  const { found, plan, rehearsal, scenario, options, earlier, connection } = prepared;
  const parameters = Array.from(plan.parameters.values, ([name, value]) => {
    const origin = plan.parameters.origins.get(name) ?? { kind: 'default' };
    return { name, value: dataToJson(value, book), origin: { kind: origin.kind } };
  });
  return {
    runId,
    time: environment.now(),
    mode: rehearsal ? 'rehearsal' : plan.checkMode ? 'check' : 'apply',
    ...(scenario ? { scenario: scenario.name } : {}),
    name: plan.runbook.name ?? found.shown,
    file: found.shown,
    path: found.path,
    currentDirectory: environment.currentDirectory,
    runner: runnerVersion,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    ...hostAndUser(),
    ...(connection ? { connection: recordOf(connection) } : {}),
    powershell: [powershell.executable, ...powershell.arguments],
    options,
    allowOutside: flags.allowOutside === true,
    openFirst: opensFirst(prepared),
    parameters,
    ...(earlier.size > 0 ? { earlier: Object.fromEntries(earlier) } : {}),
  };
}
