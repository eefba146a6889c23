import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { withoutAttempt } from '../../events/instance.ts';
import type { Entry } from '../../journal/entry.ts';
import { readEvents } from '../../journal/events-file.ts';
import { filesByNow } from '../../journal/files-by-now.ts';
import { changedFiles } from '../../journal/recorded-files.ts';
import { restartPoint } from '../../journal/restart-point.ts';
import { whyUnwritable } from '../../journal/why-unwritable.ts';
import { runState } from '../../journal/run-state.ts';
import { doneNodes, tapeBefore, tapeOf, withMoved } from '../../journal/tape.ts';
import { mayAct } from '../../engine/may-act.ts';
import { saysUnchanged } from '../../model/says-unchanged.ts';
import { lostOnResume } from '../../checks/lost-in-session.ts';
import { runnerVersion } from '../../package/runner-version.ts';
import { durationText } from '../../time/duration-text.ts';
import { machineBefore } from '../apply/rehearsal-machine.ts';
import { canAsk, createAsk } from '../apply/prompts.ts';
import { runRunbook } from '../apply/run-runbook.ts';
import { forgetAtBoot } from '../at-boot/resume-at-boot.ts';
import { writingTo } from '../output-file.ts';
import { recordOf } from '../connection/recorded-connection.ts';
import { addConnectionOptions } from '../connection/connection-options.ts';
import type { Environment } from '../environment.ts';
import { addViewOptions, anchorOption, atBootOption, collect, type RunFlags } from '../options.ts';
import {
  findRun,
  journalDamaged,
  journalFolderMistake,
  knownRun,
  runFolders,
  type KnownRun,
} from '../runs/known-runs.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';
import { acceptChanges, changesSince, goesElsewhere, hasChanged } from './accept-changes.ts';
import { divergence, movedFinished, windowsBy } from './divergence.ts';
import { goOn, pastOf } from './go-on.ts';
import { prepareAgain, readAgain } from './prepare-again.ts';
import { notResumable, refuse, type Refused } from './refused.ts';
import { hostLine, sameHost } from './same-host.ts';
import { registersRead } from './is-read.ts';
import { stillRunning } from './still-running.ts';
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
  readonly acceptChanges?: boolean;
  readonly acceptHost?: boolean;
  readonly output?: string;
}

/** `runbook resume`: goes on with a run that was broken off, or that ended badly. */
export function resumeCommand(surroundings: Environment): Command {
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
    .option('--as-recorded', 'run the runbook as it was, from the copies that were kept')
    .option('--accept-changes', 'run the runbook as it is now, where nothing that is on record has changed')
    .option('--accept-host', 'go on although -i names another host than the run was on');
  command.addOption(atBootOption());
  command.option('--output <file>', 'append what is written to this file instead of showing it');
  command.addOption(
    anchorOption('append to this file what proves later that nothing was cut off the journal'),
  );
  return addViewOptions(addConnectionOptions(command)).action(
    async (name: string | undefined, flags: ResumeFlags) => {
      const written = environmentFor(flags, surroundings);
      if ('diagnostic' in written) {
        writeDiagnostics([written.diagnostic], surroundings);
        surroundings.exitCode = 4;
        return;
      }
      const { environment } = written;
      const refused = await resumeRun(name, flags, environment);
      if (!refused) return;
      writeDiagnostics(refused.diagnostics, environment);
      environment.exitCode = refused.exitCode;
    },
  );
}

/** Where it writes to. */
function environmentFor(
  { output }: ResumeFlags,
  environment: Environment,
): { readonly environment: Environment } | { readonly diagnostic: Diagnostic } {
  if (output === undefined) return { environment };
  try {
    return { environment: writingTo(resolve(environment.currentDirectory, output), environment) };
  } catch (error) {
    const message = `--output: "${output}" cannot be written: ${whyUnwritable(error)}; nothing was done`;
    return {
      diagnostic: {
        code: 'log-not-writable',
        severity: 'error',
        message,
        help: 'name a file that can be written',
      },
    };
  }
}

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
  const why = whyNot(known);
  if (why) return refuse(why);
  const kept = await forgetAtBoot(directory, known.run.runId);
  if (kept !== undefined) environment.stderr.write(`${kept}\n`);
  const ask = asksOn(environment);
  const ended = runState(journal.entries);
  const restart = ended.kind === 'open' ? undefined : restartPoint(journal.entries, ended.finished);
  const at =
    restart ?? (ended.kind === 'open' ? journal.end.next : (ended.finished.resume?.at ?? journal.end.next));
  // What came of a restart is asked of the machine: it does not count either.
  const counting = restart === undefined ? journal.entries : journal.entries.filter(({ seq }) => seq < at);
  const recorded = tapeBefore(tapeOf(counting), at);

  const byNow = filesByNow(journal.entries);
  const changed = flags.asRecorded ? [] : changedFiles(byNow.files);
  const copies = flags.asRecorded ? byNow.files : undefined;
  const read = await readAgain(known, copies, changed.length > 0, flags, environment);
  if (changed.length > 0 && !flags.acceptChanges) return refuse(hasChanged(changed, known, byNow, read));
  if ('exitCode' in read) return read;
  const changes = changed.length > 0 ? changesSince(known, byNow, read.program) : undefined;
  const accepted =
    changes && (await acceptChanges(changes, recorded, read, byNow, canAsk(environment) ? ask : undefined));
  if (accepted && 'exitCode' in accepted) return accepted;
  const { moved = {}, leftOut = byNow.leftOut } = accepted ?? {};
  const tape = withMoved(recorded, moved);
  const reached = await sameHost(known, flags, environment);
  if (!('connection' in reached)) return reached;
  const { connection } = reached;
  const prepared = await prepareAgain(known, read, { leftOut, connection }, flags, environment);
  if ('exitCode' in prepared) return prepared;
  const machine = machineBefore(known);
  if (machine && 'diagnostic' in machine) return refuse(machine.diagnostic);
  const lost = lostResults(tape, read.program, registersRead(read.program, read.files));
  if (lost.length > 0) return refuse(...lost);
  const [left] = ended.kind === 'open' ? [] : endedInDoubt(movedFinished(ended.finished, moved));
  const past = pastOf(known, tape, prepared, left?.id, environment);
  const windows = windowsBy(journal.entries, at, moved);
  const diverged = accepted && (await divergence(past, prepared, known.run, windows));
  if (diverged !== undefined) return refuse(goesElsewhere(diverged));
  const seen = readEvents(directory);
  // They are for people: without them less is said of what is in doubt.
  const doubtful = doubtfulTasks(tape, prepared.plan.program, 'problem' in seen ? [] : seen);
  const end =
    ended.kind === 'open'
      ? undefined
      : doubtfulEnd(movedFinished(ended.finished, moved), prepared.plan.program);
  const going = await stillRunning(known.run, journal.entries, [
    ...doubtful.map(({ effect, name }) => ({ id: recordedId(journal.entries[effect.intended.seq]), name })),
    ...(ended.kind === 'open' ? [] : endedInDoubt(ended.finished)),
  ]);
  if (going.length > 0) return { diagnostics: going, exitCode: 5 };
  const asked = [...(end ? [end] : []), ...doubtful.filter(({ policy }) => policy === 'ask')];
  const open = canAsk(environment) ? [] : unsettled(asked);
  if (open.length > 0) return { diagnostics: open, exitCode: 5 };
  const gone = lostOnResume(prepared.plan.program, doneNodes(tape), ({ source }) => {
    return mayAct(source.action) && !saysUnchanged(source);
  });
  writeDiagnostics(gone, environment);
  if (connection) environment.stderr.write(`${hostLine(connection)}\n`);
  if (ended.kind !== 'open') environment.stderr.write(`${whereItGoesOn(ended.finished.resume)}\n`);
  const verdicts = (await mayTryAnew(end, ask)) ? await settleDoubts(doubtful, ask) : undefined;
  if (!verdicts) {
    environment.stderr.write('nothing was done; the run can be resumed as before\n');
    environment.exitCode = 5;
    return undefined;
  }
  for (const { name, held } of windows) if (held) environment.stderr.write(`${overruled(name)}\n`);
  const resumed = {
    at,
    verdicts,
    ...(windows.length > 0 ? { windows } : {}),
    ...(connection ? { connection: recordOf(connection) } : {}),
  };
  const earlier = goOn(known, past, resumed, machine, accepted, flags, environment);
  if ('diagnostic' in earlier) return refuse(earlier.diagnostic);
  const behind = earlier.lastTime - environment.now();
  if (behind >= 1000 && !machine)
    environment.stderr.write(
      `the system's clock is ${durationText(behind)} behind what is on record: the times of the run go on from there\n`,
    );
  await runRunbook(prepared, { ...flags, journal: directory }, environment, { earlier });
  return undefined;
}

function folderOf({ journal }: ResumeFlags): string | undefined {
  return typeof journal === 'string' ? journal : undefined;
}

function newest(
  flags: ResumeFlags,
  environment: Environment,
): { readonly directory: string } | { readonly diagnostic: Diagnostic } {
  const mistake = journalFolderMistake(environment, folderOf(flags));
  if (mistake) return { diagnostic: mistake };
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
function whyNot({ state, run }: KnownRun): Diagnostic | undefined {
  if (state === 'done')
    return notResumable(`the run ${run.runId} has ended well`, 'there is nothing to go on with');
  if (state === 'running') return notResumable(`the run ${run.runId} goes on`, 'wait for its end');
  if (run.mode === 'rehearsal' && run.machine === undefined)
    return notResumable(
      'this rehearsal has not kept its simulated machine',
      'rehearse it anew; one with --keep FOLDER can be resumed',
    );
  if (run.runner !== runnerVersion) {
    const message = `the run was begun by runbook ${run.runner}, and this is ${runnerVersion}`;
    return notResumable(message, `go on with runbook ${run.runner}: another one may come to other steps`);
  }
  return undefined;
}

/** As a question of the run's own is asked. */
function asksOn(environment: Environment): AskChoice {
  const asking = createAsk(
    environment,
    { suspend: () => undefined, resume: () => undefined },
    false,
    () => undefined,
  );
  return (text, choices, meanings) =>
    asking(
      { kind: 'choice', text, choices, meanings, echo: true, alwaysAsk: true },
      new AbortController().signal,
    );
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

function recordedId(entry: Entry | undefined): string {
  return entry?.type === 'intended' ? withoutAttempt(entry.id) : '';
}
