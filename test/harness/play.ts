import { createMask } from '../../src/secrets/mask.ts';
import { printDiagnostic } from '../../src/diagnostics/print.ts';
import { createStopControl } from '../../src/engine/stop-control.ts';
import { createLiveEffects } from '../../src/engine/live-effects.ts';
import { runProgram, type RunOutcome } from '../../src/engine/run-program.ts';
import type { Answer, Question } from '../../src/actions/ports.ts';
import { createTally, type Tally } from '../../src/events/tally.ts';
import type { RunEvent } from '../../src/events/run-event.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import type { BoundParameters } from '../../src/parameters/bound-parameters.ts';
import { makePlan, type PlanOptions } from '../../src/plan/make-plan.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import { fromJson } from '../../src/values/json.ts';
import { SessionUnavailable } from '../../src/session/session.ts';
import { filesIn } from './files-in.ts';
import { createTestClock } from './test-clock.ts';
import { expectReplayed } from './expect-replayed.ts';
import { recordEffects } from './effect-tape.ts';
import { createTestPrograms } from './test-programs.ts';

export interface PlayOptions extends Partial<PlanOptions> {
  /** The files beside the runbook, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  /** As `-e` gives them. */
  readonly given?: Readonly<Record<string, unknown>>;
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** `stop` is a Ctrl-C at the question. */
  readonly answer?: (question: Question, stop: () => void) => Answer;
  /** Milliseconds after which the operator asks for a stop. */
  readonly stopAfter?: number;
  readonly onEvent?: (event: RunEvent, stop: () => void) => void;
  readonly tally?: Tally;
  /** When a program asks for a stop. */
  readonly onInterrupt?: () => void;
}

/** A run of the engine that needs no PowerShell, on a clock that takes no time. */
export interface Played extends RunOutcome {
  readonly events: readonly RunEvent[];
  /** The command lines of the native programs, in order. */
  readonly ran: readonly string[];
  readonly waits: readonly number[];
}

/**
 * Runs a runbook's text with the programs of `createTestPrograms`, and once more from what was recorded: that has to come to the same.
 * Throws where the text is not valid: tests of that are elsewhere.
 */
export async function play(text: string, options: PlayOptions = {}): Promise<Played> {
  const { runbook, diagnostics } = loadRunbook(
    { path: 'test.yml', text },
    { fileSystem: filesIn(options.files ?? {}) },
  );
  if (!runbook) throw new Error(diagnostics.map((diagnostic) => printDiagnostic(diagnostic)).join('\n'));
  const planned = makePlan(lowerRunbook(runbook), parametersOf(options), {
    tags: options.tags ?? [],
    skipTags: options.skipTags ?? [],
    checkMode: options.checkMode ?? false,
  });
  if (!planned.plan) throw new Error(planned.diagnostics.map((each) => printDiagnostic(each)).join('\n'));

  const clock = createTestClock();
  const control = createStopControl();
  const programs = createTestPrograms(clock, (by) => {
    options.onInterrupt?.();
    control.request(by);
  });
  if (options.stopAfter !== undefined) clock.schedule(options.stopAfter, () => control.request('operator'));
  const events: RunEvent[] = [];
  const emit = (event: RunEvent) => {
    events.push(event);
    options.onEvent?.(event, () => control.request('operator'));
  };
  const noPowerShell = new SessionUnavailable('powershell-not-found', 'there is no PowerShell', 'get one');
  const mask = createMask();
  const live = createLiveEffects({
    clock,
    control,
    openSession: () => Promise.reject(noPowerShell),
    runProgram: programs.run,
    ask: (question) =>
      Promise.resolve(options.answer?.(question, () => control.request('operator')) ?? unanswerable),
    verbose: false,
    mask,
  });
  const recording = recordEffects(live);
  const tally = options.tally ?? createTally();
  const tools = { effects: recording.port, emit, mask, tally, openFirst: false };
  const outcome = await runProgram(planned.plan, tools);
  await expectReplayed(planned.plan, recording.bytes(), events, outcome);
  return { ...outcome, events, ran: programs.ran, waits: clock.waits };
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
