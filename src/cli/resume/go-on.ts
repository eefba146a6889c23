import { randomUUID } from 'node:crypto';
import { secretHash } from '../../journal/begin-journal.ts';
import type { RecordedFile, RunEntry } from '../../journal/entry.ts';
import { FILES, openJournal } from '../../journal/journal-file.ts';
import { lastTime } from '../../journal/last-time.ts';
import { readValue } from '../../journal/read-value.ts';
import type { Past } from '../../journal/journal-port.ts';
import { createSecretBook, type SecretBook } from '../../journal/secret-book.ts';
import { stateDirectory } from '../../journal/state-directory.ts';
import { withVerdicts, type Tape } from '../../journal/tape.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { RehearsalState } from '../../rehearsal/rehearsal-state.ts';
import { secretsIn } from '../../values/secrets-in.ts';
import { anchorOf, lockRun, unwritable } from '../apply/keep-run.ts';
import type { PreparedRun } from '../apply/prepare-run.ts';
import { hostAndUser } from '../apply/run-identity.ts';
import type { EarlierRun } from '../apply/ground.ts';
import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';
import type { KnownRun } from '../runs/known-runs.ts';
import type { Accepted } from './accept-changes.ts';
import { nodeTextById } from './node-text.ts';

/** What a run is gone on with from. */
export interface KnownPast extends Omit<Past, 'onLive'> {
  readonly hashSecret: (secret: string) => string;
}

export function pastOf(
  { run, directory }: KnownRun,
  tape: Tape,
  prepared: PreparedRun,
  doubtfulEnd: string | undefined,
  environment: Environment,
): KnownPast {
  const { plan } = prepared;
  const hashSecret = secretHash(run.salt);
  return {
    tape,
    book: bookOf(prepared, run),
    hashSecret,
    readValue: (value) => readValue(directory, value),
    typedAgain: typedAgain(hashSecret, environment),
    taskText: nodeTextById(plan.program),
    ...(doubtfulEnd === undefined ? {} : { doubtfulEnd }),
  };
}

/** What a run knows from its beginning. */
export function bookOf(
  { plan, connection }: Pick<PreparedRun, 'plan' | 'connection'>,
  run: Pick<RunEntry, 'connection'>,
): SecretBook {
  const book = createSecretBook(secretsIn(plan.parameters.values.values()));
  const password = connection?.kind === 'winrm' ? connection.password?.reveal() : undefined;
  // The secrets behind it keep their numbers where the way to the host needs none any more.
  if (run.connection?.password) book.add(password ?? randomUUID());
  return book;
}

/** Takes the lock and opens the journal again. `accepted`: the run goes on with other files, which are kept. */
export function goOn(
  { run, journal, directory }: KnownRun,
  { hashSecret, ...past }: KnownPast,
  resumed: Pick<EarlierRun['resumed'], 'at' | 'verdicts' | 'windows' | 'connection'>,
  machine: RehearsalState | undefined,
  accepted: Accepted | undefined,
  { journalAnchor }: Pick<RunFlags, 'journalAnchor'>,
  environment: Environment,
): EarlierRun | { readonly diagnostic: Diagnostic } {
  try {
    const { connection } = resumed;
    const lock = lockRun(
      { ...run, ...(connection ? { connection } : {}) },
      directory,
      stateDirectory(environment.variables),
      environment,
    );
    if ('diagnostic' in lock) return lock;
    const anchor = anchorOf(journalAnchor, run.runId, environment);
    if (anchor && 'diagnostic' in anchor) {
      lock.release();
      return anchor;
    }
    const file = openJournal(directory, journal.end, anchor);
    const kept = accepted && {
      files: Array.from(accepted.files, ([path, bytes]): RecordedFile => ({
        path,
        sha256: file.keepFile(FILES, bytes),
      })),
      moved: accepted.moved,
      leftOut: accepted.leftOut,
    };
    return {
      runId: run.runId,
      began: run.time,
      lastTime: lastTime(journal.entries),
      currentDirectory: run.currentDirectory,
      kept: { file, book: past.book, hashSecret, anchor, release: lock.release },
      past: { ...past, tape: withVerdicts(past.tape, resumed.verdicts) },
      resumed: { ...resumed, ...kept, ...hostAndUser(), time: environment.now() },
      machine,
    };
  } catch (error) {
    return { diagnostic: unwritable(error) };
  }
}

/** Has a secret that was typed during the run typed once more; what was typed is not asked for again. */
function typedAgain(
  hashSecret: (secret: string) => string,
  environment: Environment,
): EarlierRun['past']['typedAgain'] {
  const typed = new Map<string, string>();
  return async (request, hash) => {
    const before = typed.get(hash);
    if (before !== undefined) return before;
    const question =
      request.kind === 'perform' && 'question' in request.call ? request.call.question.text : 'the secret';
    const { password } = await import('@inquirer/prompts');
    const context = { input: environment.stdin, output: environment.stdout };
    const text = await password(
      {
        message: `once more: ${question}`,
        validate: (answer) => hashSecret(answer) === hash || 'this is not what was typed before',
      },
      context,
    );
    typed.set(hash, text);
    return text;
  };
}
