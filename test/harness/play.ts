import { getEventListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import { createMask } from '../../src/secrets/mask.ts';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import { createStopControl } from '../../src/engine/stop-control.ts';
import type { Effect, EffectPort } from '../../src/engine/effects.ts';
import type { LeftWindow } from '../../src/engine/run.ts';
import { createLiveEffects } from '../../src/engine/live-effects.ts';
import { runProgram, type RunOutcome } from '../../src/engine/run-program.ts';
import type { LookFor } from '../../src/actions/look.ts';
import { createRunnerFiles } from '../../src/actions/files/runner-files.ts';
import { lookHere } from '../../src/actions/look-here.ts';
import type { Answer, Question } from '../../src/actions/ports.ts';
import { JournalLost } from '../../src/journal/journal-file.ts';
import { createTally, type Tally } from '../../src/events/tally.ts';
import type { RunEvent } from '../../src/events/run-event.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { FileSystem } from '../../src/document/file-system.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import type { BoundParameters } from '../../src/parameters/bound-parameters.ts';
import { makePlan, type PlanOptions } from '../../src/plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { EarlierRuns } from '../../src/plan/takes.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import type { Program } from '../../src/program/program.ts';
import { secretsIn } from '../../src/values/secrets-in.ts';
import { fromJson } from '../../src/values/json.ts';
import { filesIn } from './files-in.ts';
import { createTestClock, TEST_START, type TestClock } from './test-clock.ts';
import { expectTyped } from './expect-typed.ts';
import { expectReplayed } from './expect-replayed.ts';
import { reading } from './reading.ts';
import { recordEffects } from './recorded-effects.ts';
import { createTestSession, type TestCommand } from './test-session.ts';
import {
  createTestMachine,
  machineIsDown,
  noMachine,
  type TestMachine,
  type TestMachineKind,
} from './test-machine.ts';
import { memoryFiles, type MemoryFiles } from './memory-files.ts';
import { createTestPrograms } from './test-programs.ts';
import { createTestSessions, type TestPowerShell, type TestSessions } from './test-sessions.ts';

export interface PlayOptions extends Partial<PlanOptions> {
  /** The files beside the runbook, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  /** Where the files beside the runbook are, instead of `files`. */
  readonly fileSystem?: FileSystem;
  /** Default: `test.yml`. */
  readonly path?: string;
  /** As `-e` gives them. */
  readonly given?: Readonly<Record<string, unknown>>;
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** `stop` is a Ctrl-C at the question. */
  readonly answer?: (question: Question, stop: () => void) => Answer;
  /** Milliseconds after which the operator asks for a stop. */
  readonly stopAfter?: number;
  readonly onEvent?: (event: RunEvent, stop: () => void, clock: TestClock) => void;
  readonly tally?: Tally;
  /** What PowerShell's commands do; without it there is no PowerShell. */
  readonly command?: TestCommand;
  /** When a program asks for a stop. */
  readonly onInterrupt?: () => void;
  /** What `wait_for` sees; default: what is really there. */
  readonly lookFor?: LookFor;
  /** What `reboot` restarts, and `setup` asks; default: none is there. */
  readonly machine?: TestMachineKind;
  /** Those of the host, which are changed. */
  readonly hostFiles?: MemoryFiles;
  /** Gets the paths to which files were fetched. */
  readonly fetched?: string[];
  /** Where the runbook's folder really is, for what it copies. */
  readonly folder?: string;
  /** Default: there is none. */
  readonly powershell?: TestPowerShell;
  /** PowerShell is started before the first task. */
  readonly openFirst?: boolean;
  /** What earlier runs have shown of the tasks in windows. */
  readonly earlier?: (program: Program) => EarlierRuns;
  /** The windows that were left open before. */
  readonly windowsLeft?: ReadonlyMap<string, LeftWindow>;
}

/** A run of the engine that needs no PowerShell, on a clock that takes no time. */
export interface Played extends RunOutcome, Pick<TestSessions, 'invoked' | 'closed'> {
  readonly events: readonly RunEvent[];
  /** The command lines of the native programs, in order. */
  readonly ran: readonly string[];
  /** The names of PowerShell's commands, in order. */
  readonly called: readonly string[];
  readonly waits: readonly number[];
  /** What was asked of the machine. */
  readonly restarts: TestMachine['asked'];
  readonly gathered: TestMachine['gathered'];
  /** The secrets that came up during the run. */
  readonly learnt: readonly string[];
}

/**
 * Runs a runbook's text with the programs of `createTestPrograms` and the PowerShell of `createTestSessions`, and once more from what was
 * recorded: that has to come to the same. When the run is over, nothing may be left on the clock or listen to the stop. Throws where the text is not valid: tests of that are elsewhere.
 */
export async function play(text: string, options: PlayOptions = {}): Promise<Played> {
  const { plan, diagnostics } = planFor(text, options);
  if (!plan) throw new Error(diagnostics.map((each) => printDiagnostic(each)).join('\n'));
  return playPlan(plan, options);
}

/** What a runbook's text comes to before it runs: without a plan where it is refused. */
export function planFor(
  text: string,
  options: PlayOptions,
): { readonly program?: Program; readonly plan?: Plan; readonly diagnostics: readonly Diagnostic[] } {
  const { files = {}, fileSystem = filesIn(files), path = 'test.yml' } = options;
  const { runbook, diagnostics } = loadRunbook({ path, text }, { fileSystem });
  if (!runbook) return { diagnostics };
  const program = lowerRunbook(runbook);
  const choice = {
    tags: options.tags ?? [],
    skipTags: options.skipTags ?? [],
    checkMode: options.checkMode ?? false,
    startAt: options.startAt,
    step: options.step,
    askOnFailure: options.askOnFailure,
    forceHandlers: options.forceHandlers ?? false,
  };
  const planned = makePlan(program, parametersOf(options), choice, options.earlier?.(program));
  return { program, ...planned };
}

/** What there was of a run before it broke off. */
export interface Before extends WorldMark {
  /** The folder of its journal. */
  readonly directory: string;
}

export interface PlayPast {
  readonly before?: Before;
  readonly marks?: WorldMark[];
  readonly onJournal?: (directory: string, plan: Plan) => void;
  /** The journal cannot be written any more behind so many entries. */
  readonly fullAfter?: number;
}

/** How far the world of a run had come, at an entry of its journal. */
export interface WorldMark {
  readonly time: number;
  readonly ran: readonly string[];
  /** The names of PowerShell's commands. */
  readonly called: readonly string[];
  /** How many questions were answered. */
  readonly answered: number;
}

/**
 * Runs a plan as `play` does; `before`: it goes on where its journal ends. `marks` gets one for each entry of the journal, and `onJournal` is called while that is still
 * there.
 */
export async function playPlan(
  plan: Plan,
  options: PlayOptions,
  { before, marks = [], onJournal = () => undefined, fullAfter }: PlayPast = {},
): Promise<Played> {
  const clock = createTestClock(before?.time);
  const control = createStopControl();
  const programs = createTestPrograms(
    clock,
    (by) => {
      options.onInterrupt?.();
      control.request(by);
    },
    before?.ran,
  );
  const sessions = createTestSessions(options.powershell ?? 'missing', clock, () =>
    control.request('operator'),
  );
  const session = options.command && createTestSession(options.command);
  const machine = options.machine ? createTestMachine(clock, options.machine) : noMachine;
  const forget =
    options.stopAfter === undefined
      ? undefined
      : clock.schedule(Math.max(0, options.stopAfter - (clock.now() - TEST_START)), () =>
          control.request('operator'),
        );
  const events: RunEvent[] = [];
  const emit = (event: RunEvent) => {
    events.push(event);
    options.onEvent?.(event, () => control.request('operator'), clock);
  };
  const mask = createMask();
  const learnt: string[] = [];
  let answered = 0;
  const runMask = {
    mask: (secretive: string) => mask.mask(secretive),
    add: (secret: string) => {
      learnt.push(secret);
      mask.add(secret);
      recording.book.add(secret);
    },
  };
  const live = createLiveEffects({
    clock,
    control,
    openSession: (signal) =>
      machine.isDown()
        ? Promise.reject(machineIsDown())
        : session
          ? Promise.resolve(session)
          : sessions.open(signal),
    runProgram: programs.run,
    lookFor: options.lookFor ?? lookHere,
    machine,
    filesOf: memoryFiles(options.hostFiles ?? new Map<string, Buffer | null>(), options.fetched),
    runnerFiles: createRunnerFiles(options.folder ?? '/nowhere'),
    ask(question) {
      answered++;
      return Promise.resolve(options.answer?.(question, () => control.request('operator')) ?? unanswerable);
    },
    verbose: false,
    mask,
  });
  const secrets = [...secretsIn(plan.parameters.values.values())];
  const recording = recordEffects(passingWhileItWaits(live, clock), secrets, {
    before,
    onLive({ stage, by }) {
      if (by !== 'journal' && by !== 'object' && by !== 'restart') control.restore({ stage, by });
    },
    onWrite() {
      if (marks.length === fullAfter) throw new JournalLost('the disk is full');
      marks.push({
        time: clock.now(),
        ran: [...programs.ran],
        called: [...(session?.called ?? [])],
        answered,
      });
    },
  });
  const listening = () => getEventListeners(control.stop, 'abort').length;
  const listeners = listening();
  const { tally = createTally(), openFirst = false, windowsLeft = new Map<string, LeftWindow>() } = options;
  const tools = { effects: recording.port, emit, mask: runMask, tally, reading, openFirst, windowsLeft };
  const outcome = await runProgram(plan, tools);
  forget?.();
  expect([clock.timers(), listening()], 'what is left of the run').to.deep.equal([0, listeners]);
  // A run that ends with its machine is not over: what it would come to is not on record.
  const endsWithMachine = options.machine?.isHere === true;
  if (!before && fullAfter === undefined && !endsWithMachine)
    await expectReplayed(plan, recording.directory, events, outcome, { openFirst, windowsLeft });
  onJournal(recording.directory, plan);
  recording.remove();
  expectTyped(plan.program, events);
  const { invoked, closed } = sessions;
  const called = session?.called ?? [];
  const { waits } = clock;
  const { asked: restarts, gathered } = machine;
  return {
    ...outcome,
    events,
    ran: programs.ran,
    called,
    waits,
    restarts,
    gathered,
    learnt,
    invoked,
    closed,
  };
}

/** The clock of a test stands still until somebody moves it: while a run waits for what goes on by itself, it comes to one timer after the other. */
function passingWhileItWaits(port: EffectPort, clock: TestClock): EffectPort {
  return {
    now: () => port.now(),
    async effect(id, effect, watch) {
      const request: Effect = effect;
      let over = false;
      const isOver = () => over;
      const end = port.effect(id, effect, watch).finally(() => (over = true));
      while (request.kind === 'job' && request.wait) {
        for (let turns = 0; turns < 5; turns++) await setImmediate();
        if (isOver()) break;
        clock.passToNext();
      }
      return end;
    },
  };
}

const unanswerable: Answer = { kind: 'unanswerable', why: 'there is no terminal', help: 'use --yes' };

function parametersOf({ given = {}, defaults = {} }: PlayOptions): BoundParameters {
  const all = { ...defaults, ...given };
  return {
    values: new Map(Object.entries(all).map(([name, value]) => [name, fromJson(value)])),
    origins: new Map(
      Object.keys(all).map((name) => [name, name in given ? { kind: 'flag' } : { kind: 'default' }] as const),
    ),
    open: new Set(),
  };
}
