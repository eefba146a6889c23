import { setTimeout as delay } from 'node:timers/promises';
import { endedAtOnce } from '../../engine/how-it-ended.ts';
import { createLiveEffects } from '../../engine/live-effects.ts';
import type { EffectPort } from '../../engine/effects.ts';
import { runProgram, type RunOutcome } from '../../engine/run-program.ts';
import { createStopControl, type StopControl } from '../../engine/stop-control.ts';
import { createEventBus } from '../../events/event-bus.ts';
import { createTally, soFar } from '../../events/tally.ts';
import type { RunEvent } from '../../events/run-event.ts';
import { createSummary } from '../../report/summary.ts';
import { createParameterReader } from '../parameters/parameter-reader.ts';
import { hasFormat } from '../../document/has-format.ts';
import { createAtBoot } from '../at-boot/resume-at-boot.ts';
import { exitCodeOf } from './exit-code-of.ts';
import { goesOnText } from './goes-on-text.ts';
import { windowTasks } from '../../program/window-tasks.ts';
import { windowsLeft } from '../../journal/left-windows.ts';
import { opensFirst, parametersShown, startOf, startText } from './plan-facts.ts';
import { createEndingJudge } from '../../rehearsal/ending-judge.ts';
import {
  answersGiven,
  createScenarioAnswers,
  type ScenarioAnswers,
} from '../../rehearsal/scenario-answers.ts';
import { callsToResolve } from '../../plan/calls-to-resolve.ts';
import { callNotice, isWorthTelling, resolvingFirst } from './resolve-commands.ts';
import { howToGoOn } from './how-to-go-on.ts';
import { createRunAsk } from './run-ask.ts';
import { createFiles, createRunPrograms, type RunPrograms } from './run-programs.ts';
import { hostAndUser } from './run-identity.ts';
import { openRunSession } from './run-session.ts';
import { programMark } from '../../journal/program-mark.ts';
import { createRunJournal } from './run-journal.ts';
import { seenAnew } from '../../journal/seen-anew.ts';
import { onStopSignals } from '../stop-signals.ts';
import type { Ground } from './ground.ts';

/** Milliseconds that the run's own end has after the second request for a stop. */
const HALT_LIMIT = 2000;

/** Runs what was prepared on its ground: its ports, its journal and all that listens, and its end, however it comes. */
export async function runOn(ground: Ground): Promise<void> {
  const { prepared, flags, environment, surroundings, powershell, mask, clock, views, state } = ground;
  const { runId, kept } = ground;
  const { earlier } = surroundings;
  const { plan, scenario, comparison } = prepared;
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
  const atBoot =
    flags.resumeAtBoot && kept
      ? createAtBoot(runId, kept.file.directory, prepared, flags, environment)
      : undefined;
  const programs = createRunPrograms({ ...ground, atBoot }, control.halt);
  const live = liveEffects(ground, { control, programs, answers, emit });

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
  announce(ground, begun, emit);
  kept?.anchor?.whenLost((why) => {
    const text = `${why}; from here on only the journal itself says what it has come to`;
    emit({ type: 'notice-given', time: clock.now(), level: 'warning', text });
  });
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

interface LiveTools {
  readonly control: StopControl;
  readonly programs: RunPrograms;
  readonly answers: ScenarioAnswers;
  readonly emit: (event: RunEvent) => void;
}

/** What the run does to the world: this machine, a host, or the simulated one of a rehearsal. */
function liveEffects(ground: Ground, { control, programs, answers, emit }: LiveTools): EffectPort {
  const { prepared, flags, environment, surroundings, powershell, mask, clock, views, state } = ground;
  const { runId, kept } = ground;
  const { early, earlier } = surroundings;
  const openSession = resolvingFirst(
    (signal) => openRunSession(prepared, powershell, state?.directory, early, signal, surroundings.playedOn),
    callsToResolve(prepared.plan),
    (note) => {
      if (!isWorthTelling(note, prepared, flags)) return;
      const text = note.help === undefined ? callNotice(note) : `${callNotice(note)}\n${note.help}`;
      emit({ type: 'notice-given', time: clock.now(), level: note.severity, text });
    },
  );
  return createLiveEffects({
    clock,
    control,
    openSession,
    ...programs,
    ...(kept && !prepared.rehearsal ? { markOf: (attempt) => programMark(runId, attempt) } : {}),
    ...createFiles(ground, earlier?.currentDirectory ?? environment.currentDirectory),
    ask: createRunAsk(prepared, answers, flags, environment, views, mask, () => control.request('operator')),
    verbose: flags.verbose > 0 || flags.log !== undefined,
    mask,
    ...(clock.beside ? { beside: clock.beside } : {}),
  });
}

/** Says what is run, and what of it has to be known from the first line on. */
function announce(ground: Ground, began: number, emit: (event: RunEvent) => void): void {
  const { prepared, clock, runId } = ground;
  const { plan, rehearsal, scenario, found, connection } = prepared;
  emit({
    type: 'run-started',
    time: began,
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
  if (plan.start)
    emit({ type: 'notice-given', time: clock.now(), level: 'information', text: startText(plan.start) });
  if (scenario?.allowsDotNet) {
    const text = `the scenario "${scenario.name}" allows .NET: what a script does with it is not held back, and happens on this computer`;
    emit({ type: 'notice-given', time: clock.now(), level: 'warning', text });
  }
}
