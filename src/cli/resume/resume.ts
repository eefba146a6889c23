import { join } from 'node:path';
import { Command } from 'commander';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { withoutAttempt } from '../../events/instance.ts';
import { fileSystemIn } from '../../document/file-system.ts';
import { secretHash } from '../../journal/begin-journal.ts';
import { readEvents } from '../../journal/events-file.ts';
import { openJournal } from '../../journal/journal-file.ts';
import { openedWindows } from '../../journal/left-windows.ts';
import { readValue } from '../../journal/read-value.ts';
import { changedFiles, recordedFiles } from '../../journal/recorded-files.ts';
import { lastTime } from '../../journal/last-time.ts';
import { runState } from '../../journal/run-state.ts';
import { createSecretBook } from '../../journal/secret-book.ts';
import { stateDirectory } from '../../journal/state-directory.ts';
import { tapeBefore, tapeOf, withVerdicts, type Tape } from '../../journal/tape.ts';
import { runnerVersion } from '../../package/runner-version.ts';
import { chooseScenario } from '../../rehearsal/choose-scenario.ts';
import type { RehearsalState } from '../../rehearsal/rehearsal-state.ts';
import { makePlan } from '../../plan/make-plan.ts';
import { durationText } from '../../time/duration-text.ts';
import { secretsIn } from '../../values/secrets-in.ts';
import { lockRun, unwritable } from '../apply/keep-run.ts';
import { machineBefore } from '../apply/rehearsal-machine.ts';
import type { PreparedRun } from '../apply/prepare-run.ts';
import { canAsk, createAsk } from '../apply/prompts.ts';
import { hostAndUser } from '../apply/run-identity.ts';
import { runRunbook, type EarlierRun } from '../apply/run-runbook.ts';
import type { Environment } from '../environment.ts';
import { addViewOptions, collect, type RunFlags } from '../options.ts';
import { createAskParameter } from '../parameters/ask-parameter.ts';
import { findRun, journalDamaged, knownRun, runFolders, type KnownRun } from '../runs/known-runs.ts';
import { checkRunbook } from '../validate/check-runbook.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import { stillRunning } from './still-running.ts';
import { resumedParameters } from './resumed-parameters.ts';
import {
  doubtfulEnd,
  doubtfulTasks,
  endedInDoubt,
  lostResults,
  mayTryAnew,
  settleDoubts,
  unsettled,
  type AskChoice,
} from './verdicts.ts';

interface ResumeFlags extends RunFlags {
  readonly asRecorded?: boolean;
}

/** `runbook resume`: goes on with a run that was broken off, or that ended badly. */
export function resumeCommand(environment: Environment): Command {
  const command = new Command('resume')
    .description('go on with a run that was broken off or that failed')
    .argument(
      '[run]',
      'its id, the beginning of it, or its folder; without it the newest that can be resumed',
    )
    .option('--journal <folder>', "the folder of the journals, where it is not the user's own")
    .option(
      '--params-file <file>',
      'secrets, which are not on record, from a YAML or JSON file; more than once',
      collect,
    )
    .option('--as-recorded', 'run the runbook as it was, from the copies that were kept');
  return addViewOptions(command).action(async (name: string | undefined, flags: ResumeFlags) => {
    const refused = await resumeRun(name, flags, environment);
    if (!refused) return;
    writeDiagnostics(refused.diagnostics, environment);
    environment.exitCode = refused.exitCode;
  });
}

interface Refused {
  readonly diagnostics: readonly Diagnostic[];
  readonly exitCode: 4 | 5;
}

const refuse = (...diagnostics: readonly Diagnostic[]): Refused => ({ diagnostics, exitCode: 4 });

async function resumeRun(
  name: string | undefined,
  flags: ResumeFlags,
  environment: Environment,
): Promise<Refused | undefined> {
  const found = name === undefined ? newest(flags, environment) : findRun(name, environment, folderOf(flags));
  if ('diagnostic' in found) return refuse(found.diagnostic);
  const known = knownRun(found.directory, environment);
  if ('problem' in known) return refuse(journalDamaged(known));
  const { journal, directory } = known;
  const why = whyNot(known, flags);
  if (why) return refuse(why);

  const prepared = await prepareAgain(known, flags, environment);
  if ('exitCode' in prepared) return prepared;
  const machine = machineBefore(known);
  if (machine && 'diagnostic' in machine) return refuse(machine.diagnostic);
  const ended = runState(journal.entries);
  const at = ended.kind === 'open' ? journal.end.next : (ended.finished.resume?.at ?? journal.end.next);
  const tape = tapeBefore(tapeOf(journal.entries), at);
  const lost = lostResults(tape, prepared.plan.program);
  if (lost.length > 0) return refuse(...lost);
  const seen = readEvents(directory);
  // They are for people: without them less is said of what is in doubt.
  const doubtful = doubtfulTasks(tape, prepared.plan.program, 'problem' in seen ? [] : seen);
  const end = ended.kind === 'open' ? undefined : doubtfulEnd(ended.finished, prepared.plan.program);
  const going = await stillRunning(known.run, journal.entries, [
    ...doubtful.map(({ effect, name }) => ({ id: withoutAttempt(effect.intended.id), name })),
    ...(ended.kind === 'open' ? [] : endedInDoubt(ended.finished)),
  ]);
  if (going.length > 0) return { diagnostics: going, exitCode: 5 };
  const asked = [...(end ? [end] : []), ...doubtful.filter(({ policy }) => policy === 'ask')];
  const open = canAsk(environment) ? [] : unsettled(asked);
  if (open.length > 0) return { diagnostics: open, exitCode: 5 };
  if (ended.kind !== 'open') environment.stderr.write(`${whereItGoesOn(ended.finished.resume)}\n`);
  const asking = createAsk(
    environment,
    { suspend: () => undefined, resume: () => undefined },
    false,
    () => undefined,
  );
  const ask: AskChoice = (text, choices, meanings) =>
    asking(
      { kind: 'choice', text, choices, meanings, echo: true, alwaysAsk: true },
      new AbortController().signal,
    );
  const verdicts = (await mayTryAnew(end, ask)) ? await settleDoubts(doubtful, ask) : undefined;
  if (!verdicts) {
    environment.stderr.write('nothing was done; the run can be resumed as before\n');
    environment.exitCode = 5;
    return undefined;
  }
  const windows = openedWindows(journal.entries, at);
  for (const { name, held } of windows) if (held) environment.stderr.write(`${overruled(name)}\n`);
  const resumed = { at, verdicts, ...(windows.length > 0 ? { windows } : {}) };
  const earlier = goOn(known, tape, resumed, prepared, machine, environment);
  if ('diagnostic' in earlier) return refuse(earlier.diagnostic);
  const behind = earlier.lastTime - environment.now();
  if (behind >= 1000 && !machine)
    environment.stderr.write(
      `the system's clock is ${durationText(behind)} behind what is on record: the times of the run go on from there\n`,
    );
  await runRunbook(prepared, { ...flags, journal: directory }, environment, undefined, earlier);
  return undefined;
}

function folderOf({ journal }: ResumeFlags): string | undefined {
  return typeof journal === 'string' ? journal : undefined;
}

function newest(
  flags: ResumeFlags,
  environment: Environment,
): { readonly directory: string } | { readonly diagnostic: Diagnostic } {
  for (const directory of runFolders(environment, folderOf(flags))) {
    const known = knownRun(directory, environment);
    if ('state' in known && (known.state === 'ended badly' || known.state === 'broken off'))
      return { directory };
  }
  return {
    diagnostic: {
      code: 'run-not-found',
      severity: 'error',
      message: 'there is no run that can be resumed',
      help: '`runbook runs` lists those that are on record',
    },
  };
}

/** Why a run cannot be gone on with, as it stands. */
function whyNot({ state, run, directory }: KnownRun, { asRecorded }: ResumeFlags): Diagnostic | undefined {
  const because = (message: string, help: string): Diagnostic => ({
    code: 'not-resumable',
    severity: 'error',
    message: `${message}; nothing was done`,
    help,
  });
  if (state === 'done')
    return because(`the run ${run.runId} has ended well`, 'there is nothing to go on with');
  if (state === 'running') return because(`the run ${run.runId} goes on`, 'wait for its end');
  if (run.mode === 'rehearsal' && run.machine === undefined)
    return because(
      'this rehearsal has not kept its simulated machine',
      'rehearse it anew; one with --keep FOLDER can be resumed',
    );
  if (run.runner !== runnerVersion) {
    const message = `the run was begun by runbook ${run.runner}, and this is ${runnerVersion}`;
    return because(message, `go on with runbook ${run.runner}: another one may come to other steps`);
  }
  const changed = asRecorded ? [] : changedFiles(run.files);
  if (changed.length === 0) return undefined;
  const which = changed.map((path) => `"${path}"`).join(', ');
  const verb = changed.length === 1 ? 'is' : 'are';
  return because(
    `${which} ${verb} not what the run has begun with`,
    `put it back, or go on with the copies in ${join(directory, 'files')} with --as-recorded`,
  );
}

/** The run as it was prepared when it began. */
async function prepareAgain(
  { run, directory }: KnownRun,
  flags: ResumeFlags,
  environment: Environment,
): Promise<PreparedRun | Refused> {
  const { currentDirectory } = run;
  const found = { path: run.path, shown: run.file, shipped: false };
  const fileSystem = flags.asRecorded
    ? recordedFiles(directory, run.files, currentDirectory)
    : fileSystemIn(currentDirectory);
  const checked = await checkRunbook(
    found,
    { ...environment, currentDirectory },
    { ...flags, allowOutside: run.allowOutside, fileSystem },
  );
  const shown = checked.diagnostics.filter(({ severity }) => severity !== 'information');
  if (!checked.program || hasErrors(checked.diagnostics)) return refuse(...shown);
  const interrupted = new AbortController();
  const bound = await resumedParameters(
    checked.program.runbook,
    run,
    { paramsFile: flags.paramsFile ?? [], ask: createAskParameter(environment, () => interrupted.abort()) },
    environment,
  );
  if (interrupted.signal.aborted) return { diagnostics: [], exitCode: 5 };
  if (!bound.parameters) return refuse(...bound.diagnostics);
  const earlier = new Map(Object.entries(run.earlier ?? {}));
  const { plan, diagnostics } = makePlan(checked.program, bound.parameters, run.options, earlier);
  if (!plan) return refuse(...diagnostics);
  const chosen = run.mode === 'rehearsal' ? chooseScenario(found, run.scenario) : undefined;
  if (chosen && 'diagnostics' in chosen) return refuse(...chosen.diagnostics);
  return {
    found,
    plan,
    options: run.options,
    earlier,
    files: new Map(),
    rehearsal: chosen?.rehearsal,
    scenario: chosen?.scenario,
    warned: shown,
    unparsed: checked.unparsed,
  };
}

/** Takes the lock and opens the journal again. */
function goOn(
  { run, journal, directory }: KnownRun,
  tape: Tape,
  resumed: Pick<EarlierRun['resumed'], 'at' | 'verdicts' | 'windows'>,
  { plan }: PreparedRun,
  machine: RehearsalState | undefined,
  environment: Environment,
): EarlierRun | { readonly diagnostic: Diagnostic } {
  const book = createSecretBook(secretsIn(plan.parameters.values.values()));
  const hashSecret = secretHash(run.salt);
  try {
    const lock = lockRun(run, directory, stateDirectory(environment.variables), environment);
    if ('diagnostic' in lock) return lock;
    return {
      runId: run.runId,
      began: run.time,
      lastTime: lastTime(journal.entries),
      kept: { file: openJournal(directory, journal.end), book, hashSecret, release: lock.release },
      past: {
        tape: withVerdicts(tape, resumed.verdicts),
        book,
        readValue: (value) => readValue(directory, value),
        typedAgain: typedAgain(hashSecret, environment),
      },
      resumed: { ...resumed, ...hostAndUser(), time: environment.now() },
      machine,
    };
  } catch (error) {
    return { diagnostic: unwritable(error) };
  }
}

/** Has a secret that was typed during the run typed once more. */
function typedAgain(
  hashSecret: (secret: string) => string,
  environment: Environment,
): EarlierRun['past']['typedAgain'] {
  return async (request, hash) => {
    const question =
      request.kind === 'perform' && 'question' in request.call ? request.call.question.text : 'the secret';
    const { password } = await import('@inquirer/prompts');
    const context = { input: environment.stdin, output: environment.stdout };
    return password(
      {
        message: `once more: ${question}`,
        validate: (text) => hashSecret(text) === hash || 'this is not what was typed before',
      },
      context,
    );
  };
}

function whereItGoesOn(point: { readonly name: string; readonly anew?: string } | undefined): string {
  if (!point) return 'it goes on where it was';
  if (point.anew === undefined) return `it goes on at "${point.name}"`;
  return `it goes on at the beginning of "${point.anew}": what came of the failure of "${point.name}" has acted`;
}

/** Whoever goes on knows that the time is up. */
function overruled(name: string): string {
  return `the window "${name}" has ended the run: from now on it stops nothing any more, and only says how late it is`;
}
