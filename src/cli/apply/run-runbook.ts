import { setTimeout as delay } from 'node:timers/promises';
import { endedAtOnce } from '../../engine/how-it-ended.ts';
import { createLiveEffects } from '../../engine/live-effects.ts';
import { runProgram, type RunOutcome } from '../../engine/run-program.ts';
import { createStopControl } from '../../engine/stop-control.ts';
import type { Clock } from '../../time/clock.ts';
import { createSystemClock } from '../../time/system-clock.ts';
import { createEventBus } from '../../events/event-bus.ts';
import { createTally, soFar } from '../../events/tally.ts';
import { createMask, type Mask } from '../../secrets/mask.ts';
import type { RunEvent } from '../../events/run-event.ts';
import { createSummary } from '../../report/summary.ts';
import type { Connection } from '../../session/connection.ts';
import type { PowerShellProgram } from '../../session/find/powershell-program.ts';
import { SessionUnavailable } from '../../session/session.ts';
import { secretsIn } from '../../values/secrets-in.ts';
import { createParameterReader } from '../parameters/parameter-reader.ts';
import { hasFormat } from '../../document/has-format.ts';
import { checkAtBoot, createAtBoot } from '../at-boot/resume-at-boot.ts';
import type { EarlySession } from './early-session.ts';
import type { Environment } from '../environment.ts';
import type { RunFlags } from '../options.ts';
import { exitCodeOf } from './exit-code-of.ts';
import { goesOnText } from './goes-on-text.ts';
import { lateMistakes } from './late-mistakes.ts';
import { windowTasks } from '../../program/window-tasks.ts';
import { windowsLeft } from '../../journal/left-windows.ts';
import { opensFirst, parametersShown, startOf, startText } from './plan-facts.ts';
import type { PreparedRun } from './prepare-run.ts';
import { createEndingJudge } from '../../rehearsal/ending-judge.ts';
import { createRehearsalClock, type RehearsalClock } from '../../rehearsal/rehearsal-clock.ts';
import type { RehearsalState } from '../../rehearsal/rehearsal-state.ts';
import { answersGiven, createScenarioAnswers } from '../../rehearsal/scenario-answers.ts';
import { callsToResolve } from '../../plan/calls-to-resolve.ts';
import { callNotice, isWorthTelling, resolvingFirst } from './resolve-commands.ts';
import { newMachine } from './rehearsal-machine.ts';
import { howToGoOn } from './how-to-go-on.ts';
import { createRunAsk } from './run-ask.ts';
import { createFiles, createRunPrograms } from './run-programs.ts';
import { hostAndUser, runIdAt } from './run-identity.ts';
import { findRunPowerShell, openRunSession } from './run-session.ts';
import { createViews, type RunViews } from './run-views.ts';
import { keepRun, type KeptRun } from './keep-run.ts';
import { programMark } from '../../journal/program-mark.ts';
import { createRunJournal } from './run-journal.ts';
import type { ResumedEntry } from '../../journal/entry.ts';
import { seenAnew } from '../../journal/seen-anew.ts';
import type { Past } from '../../journal/journal-port.ts';
import { onStopSignals } from '../stop-signals.ts';
import { writeDiagnostics } from '../write-diagnostics.ts';

/** Milliseconds that the run's own end has after the second request for a stop. */
const HALT_LIMIT = 2000;

/** What the run that was prepared stands on. */
interface Ground {
  readonly prepared: PreparedRun;
  readonly flags: RunFlags;
  readonly environment: Environment;
  readonly surroundings: RunSurroundings;
  readonly powershell: PowerShellProgram;
  readonly mask: Mask;
  readonly clock: Clock & Partial<Pick<RehearsalClock, 'beside'>>;
  readonly views: RunViews;
  /** Of a rehearsal. */
  readonly state: RehearsalState | undefined;
  readonly runId: string;
  /** Missing where no journal is kept. */
  readonly kept: KeptRun | undefined;
}

/** What a run finds besides its environment; a run that is one of several shares some of it with them. */
export interface RunSurroundings {
  readonly early?: EarlySession | undefined;
  /** It goes on with that. */
  readonly earlier?: EarlierRun;
  /** Which one to use. Default: it is looked for. */
  readonly powershell?: PowerShellProgram;
  /** What shows it. Default: what the flags ask for. */
  readonly views?: RunViews;
  /** Who tells it to stop. Default: the signals of the process. */
  readonly onStopSignals?: typeof onStopSignals;
  /** Called where its own end does not come. Default: it ends the process. */
  readonly onStuck?: () => void;
  /** A host with the same files on which the session of a rehearsal is played. Default: this machine. */
  readonly playedOn?: Connection;
  /** Makes something of a rehearsal. */
  readonly recorder?: RunRecorder | undefined;
}

export interface RunRecorder {
  /** Every event, with secrets hidden. */
  handle(event: RunEvent): void;
  /** Told when everything has been shown, while the simulated machine is still there. */
  end(outcome: RunOutcome, stateDirectory: string, mask: Pick<Mask, 'mask'>): void;
}

/** A run that was begun before. */
export interface EarlierRun {
  readonly runId: string;
  /** When it began, in milliseconds since the epoch. */
  readonly began: number;
  /** The last time that is on record. */
  readonly lastTime: number;
  /** Where its relative paths begin. */
  readonly currentDirectory: string;
  readonly kept: KeptRun;
  /** What there was of it; `onLive` is the run's own. */
  readonly past: Omit<Past, 'onLive'>;
  readonly resumed: Omit<ResumedEntry, 'type' | 'powershell'>;
  /** The simulated machine of a rehearsal, as it was left. */
  readonly machine: RehearsalState | undefined;
}

/** Runs what was prepared, shows it, and sums it up. */
export async function runRunbook(
  prepared: PreparedRun,
  flags: RunFlags & { readonly keep?: string },
  environment: Environment,
  surroundings: RunSurroundings = {},
): Promise<void> {
  const { earlier } = surroundings;
  const mask = createMask();
  for (const secret of secretsIn(prepared.plan.parameters.values.values())) mask.add(secret);
  const { connection } = prepared;
  if (connection?.kind === 'winrm' && connection.password) mask.add(connection.password.reveal());
  const powershell = surroundings.powershell ?? (await findRunPowerShell(prepared, flags, environment));
  if ('stopped' in powershell) {
    environment.stderr.write(`${powershell.stopped}\n`);
    environment.exitCode = 5;
    return;
  }
  if (powershell instanceof SessionUnavailable) {
    refuse(powershell, mask, environment);
    return;
  }
  const mistakes = [
    ...(await lateMistakes(prepared, powershell, environment)),
    ...(flags.resumeAtBoot ? await checkAtBoot(prepared, flags, environment) : []),
  ];
  if (mistakes.length > 0) {
    writeDiagnostics(mistakes, environment);
    environment.exitCode = 4;
    return;
  }
  const runId = earlier?.runId ?? runIdAt(environment.now());
  const state = earlier?.machine ?? (prepared.rehearsal && newMachine(prepared, flags, environment, runId));
  if (state instanceof SessionUnavailable) {
    refuse(state, mask, environment);
    return;
  }
  if (state && 'diagnostic' in state) {
    writeDiagnostics([state.diagnostic], environment);
    environment.exitCode = 4;
    return;
  }
  const kept = earlier?.kept ?? keepRun(prepared, flags, environment, powershell, { runId, state });
  if (kept && 'diagnostic' in kept) {
    state?.dispose();
    writeDiagnostics([kept.diagnostic], environment);
    environment.exitCode = 4;
    return;
  }
  const rehearsalClock = state && createRehearsalClock(state.directory, { from: earlier?.lastTime });
  try {
    const clock: Ground['clock'] = rehearsalClock ?? createSystemClock(earlier?.lastTime);
    const views = surroundings.views ?? (await createViews(flags, environment, () => clock.now()));
    if ('diagnostic' in views) {
      writeDiagnostics([views.diagnostic], environment);
      environment.exitCode = 4;
      return;
    }
    const ground = { prepared, flags, environment, surroundings, powershell, mask, clock, views, state };
    await runOn({ ...ground, runId, kept });
  } finally {
    kept?.release();
    rehearsalClock?.dispose();
    state?.dispose();
  }
}

function refuse({ code, message, help }: SessionUnavailable, mask: Mask, environment: Environment): void {
  writeDiagnostics([{ code, severity: 'error', message: mask.mask(message), help }], environment);
  environment.exitCode = 3;
}

async function runOn(ground: Ground): Promise<void> {
  const { prepared, flags, environment, surroundings, powershell, mask, clock, views, state } = ground;
  const { runId, kept } = ground;
  const { early, earlier } = surroundings;
  const { plan, rehearsal, scenario, comparison, found, connection } = prepared;
  const tally = createTally();
  const bus = createEventBus(mask);
  const summary = createSummary();
  bus.subscribe((event) => summary.handle(event));
  const isReplayed = (): boolean => journal?.isReplayed === true;
  bus.subscribe((event) => {
    if (isReplayed()) views.catchUp(event);
  });
  bus.subscribe(seenAnew(isReplayed, earlier?.resumed.time ?? 0, (event) => views.handle(event)));
  const answers = createScenarioAnswers(scenario?.answers ?? []);
  const answered = answersGiven(answers);
  const emit = (event: RunEvent) => {
    if (journal?.isReplayed) answered(event);
    bus.emit(event);
  };

  const control = createStopControl();
  const stopListening = (surroundings.onStopSignals ?? onStopSignals)((by) => control.request(by));
  const openSession = resolvingFirst(
    (signal) => openRunSession(prepared, powershell, state?.directory, early, signal, surroundings.playedOn),
    callsToResolve(plan),
    (note) => {
      if (!isWorthTelling(note, prepared, flags)) return;
      const text = note.help === undefined ? callNotice(note) : `${callNotice(note)}\n${note.help}`;
      emit({ type: 'notice-given', time: clock.now(), level: note.severity, text });
    },
  );
  const atBoot =
    flags.resumeAtBoot && kept
      ? createAtBoot(runId, kept.file.directory, prepared, flags, environment)
      : undefined;
  const programs = createRunPrograms({ ...ground, atBoot }, control.halt);
  const live = createLiveEffects({
    clock,
    control,
    openSession,
    ...programs,
    ...(kept && !rehearsal ? { markOf: (attempt) => programMark(runId, attempt) } : {}),
    ...createFiles(ground, earlier?.currentDirectory ?? environment.currentDirectory),
    ask: createRunAsk(prepared, answers, flags, environment, views, mask, () => control.request('operator')),
    verbose: flags.verbose > 0 || flags.log !== undefined,
    mask,
    ...(clock.beside ? { beside: clock.beside } : {}),
  });

  const journal =
    kept &&
    createRunJournal({
      ...kept,
      live,
      onLost(message) {
        const text = `${message}; nothing more is begun`;
        emit({ type: 'notice-given', time: clock.now(), level: 'error', text });
      },
      tasks: windowTasks(plan.program),
      past: earlier && {
        past: {
          ...earlier.past,
          onLive(stop) {
            const { stage, by } = stop;
            if (by !== 'journal' && by !== 'object' && by !== 'restart') control.restore({ stage, by });
            emit({ type: 'notice-given', time: clock.now(), level: 'information', text: goesOnText(tally) });
          },
        },
        resumed: { ...earlier.resumed, powershell: [powershell.executable, ...powershell.arguments] },
      },
    });
  if (journal) bus.subscribe((event) => journal.handle(event));
  const judge = comparison && state && createEndingJudge(comparison, state.directory);
  if (judge) bus.subscribe((event) => judge.handle(event));
  const { recorder } = surroundings;
  if (recorder) bus.subscribe((event) => recorder.handle(event));
  const begun = earlier?.began ?? clock.now();
  emit({
    type: 'run-started',
    time: begun,
    runId,
    name: plan.runbook.name ?? found.shown,
    file: found.shown,
    mode: rehearsal ? 'rehearsal' : plan.checkMode ? 'check' : 'apply',
    ...(scenario ? { scenario: scenario.name } : {}),
    ...(connection ? { host: connection.host, connection: connection.kind } : {}),
    ...(plan.start ? { startAt: startOf(plan.start) } : {}),
    parameters: parametersShown(plan),
    outline: plan.outline,
  });
  kept?.anchor?.whenLost((why) => {
    const text = `${why}; from here on only the journal itself says what it has come to`;
    emit({ type: 'notice-given', time: clock.now(), level: 'warning', text });
  });
  if (plan.start)
    emit({ type: 'notice-given', time: clock.now(), level: 'information', text: startText(plan.start) });
  if (scenario?.allowsDotNet) {
    const text = `the scenario "${scenario.name}" allows .NET: what a script does with it is not held back, and happens on this computer`;
    emit({ type: 'notice-given', time: clock.now(), level: 'warning', text });
  }
  let ending: Promise<void> | undefined;
  const end = (outcome: RunOutcome): Promise<void> => {
    if (ending) return ending;
    const time = clock.now();
    const goesOn = journal?.finish(outcome, time) === true;
    const compared = judge?.compare(outcome);
    emit({
      type: 'run-finished',
      time,
      duration: time - begun,
      ...outcome,
      ...(compared ? { compared } : {}),
    });
    environment.exitCode = exitCodeOf(outcome.exitCode, compared);
    // Before anything is shown: a terminal can be gone, or stand still.
    journal?.keepSummary(summary.text(hostAndUser()));
    const { columns } = environment.stdout;
    ending = views.end().then(() => {
      const width = columns === undefined ? {} : { columns };
      views.writeSummary(() => summary.text({ ...hostAndUser(), ...width }));
      journal?.close();
      if (state) recorder?.end(outcome, state.directory, mask);
      if (goesOn && kept)
        environment.stderr.write(howToGoOn(runId, kept.file.directory, environment, atBoot?.registered()));
    });
    return ending;
  };
  // The run's own end may be stuck behind whatever does not answer: then it is written down as it is.
  const halt = async () => {
    await delay(HALT_LIMIT, undefined, { ref: false });
    await end({ ...endedAtOnce, ...soFar(tally) });
    state?.dispose();
    (surroundings.onStuck ?? (() => process.exit(environment.exitCode)))();
  };
  control.halt.addEventListener('abort', () => void halt(), { once: true });

  const reading = { reader: createParameterReader(), hasFormat };
  const openFirst = opensFirst(prepared);
  const effects = journal?.effects ?? live;
  const learning = {
    mask: (text: string) => mask.mask(text),
    add(secret: string) {
      mask.add(secret);
      journal?.learn(secret);
    },
  };
  const left = windowsLeft(earlier?.resumed.windows ?? []);
  const tools = { effects, emit, mask: learning, tally, reading, openFirst, windowsLeft: left };
  const outcome = await runProgram(plan, tools)
    .catch((bug: unknown) => {
      journal?.keepSummary(summary.text(hostAndUser()));
      throw bug;
    })
    .finally(() => programs.close());
  stopListening();
  await end(outcome);
  for (const failure of bus.failures) throw failure;
}
