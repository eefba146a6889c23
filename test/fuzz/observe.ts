import { lookHere } from '../../src/actions/look-here.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { createLiveEffects } from '../../src/engine/live-effects.ts';
import { runProgram } from '../../src/engine/run-program.ts';
import { createStopControl } from '../../src/engine/stop-control.ts';
import type { RunEvent } from '../../src/events/run-event.ts';
import { createTally } from '../../src/events/tally.ts';
import { bindParameters } from '../../src/parameters/bind-parameters.ts';
import { rank, type GivenValue } from '../../src/parameters/given-value.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Program } from '../../src/program/program.ts';
import { hasFormat } from '../../src/document/has-format.ts';
import { createMask } from '../../src/secrets/mask.ts';
import { fromJson } from '../../src/values/json.ts';
import { noMachine } from '../harness/test-machine.ts';
import { reading } from '../harness/reading.ts';
import { createTestClock } from '../harness/test-clock.ts';
import { noFiles } from '../harness/memory-files.ts';
import { createTestPrograms } from '../harness/test-programs.ts';

/** What one run showed of the nodes of a program, by their names. */
export interface Observed {
  /** Missing where the plan refused. */
  readonly plan: Plan | undefined;
  /** What the plan was refused for. */
  readonly refusals: readonly Diagnostic[];
  /** The plan where no parameter was given; missing where one was given that it takes to have its default. */
  readonly openPlan: Plan | undefined;
  /** What a choose came to: a branch, or why it failed. */
  readonly chosen: ReadonlyMap<string, readonly string[]>;
  readonly failed: ReadonlyMap<string, string>;
  /** What failed and was let pass, with why. */
  readonly ignored: ReadonlyMap<string, string>;
  readonly ran: ReadonlySet<string>;
  readonly skipped: ReadonlySet<string>;
}

/** Runs the program with the engine, with these parameters; nothing where they are not accepted. */
export async function observe(
  program: Program,
  given: Readonly<Record<string, unknown>>,
): Promise<Observed | undefined> {
  const values = Object.entries(given).flatMap(([name, value]): GivenValue[] =>
    value === undefined
      ? []
      : [
          {
            name,
            content: { kind: 'value', value: fromJson(value) },
            origin: { kind: 'flag' },
            rank: rank.extraVars,
          },
        ],
  );
  const reader = { parse: () => ({ problem: 'not needed' }) };
  const bound = await bindParameters(program.runbook, { given: values, reader, hasFormat });
  if (!bound.parameters) return undefined;
  const options = { tags: [], skipTags: [], checkMode: false };
  const { plan, diagnostics: refusals } = makePlan(program, bound.parameters, options);
  const open = await bindParameters(program.runbook, { given: [], reader, hasFormat, leaveOpen: true });
  const isOpen = values.every(({ name }) => open.parameters?.open.has(name) === true);
  const openPlan = open.parameters && isOpen ? makePlan(program, open.parameters, options).plan : undefined;
  const chosen = new Map<string, string[]>();
  const failed = new Map<string, string>();
  const ignored = new Map<string, string>();
  const ran = new Set<string>();
  const skipped = new Set<string>();
  if (!plan) return { plan, refusals, openPlan, chosen, failed, ignored, ran, skipped };
  const emit = (event: RunEvent): void => {
    if (event.type === 'branch-chosen') {
      const name = withoutItem(event.name);
      chosen.set(name, [...(chosen.get(name) ?? []), withoutItem(event.branch)]);
    }
    if (event.type !== 'task-finished') return;
    const name = withoutItem(event.name);
    if (event.status === 'skipped') skipped.add(name);
    else if (event.status === 'ok' || event.status === 'changed') ran.add(name);
    else if (event.status === 'ignored') ignored.set(name, event.reason);
    // The first one counts: of a loop as a whole another reason is told.
    if (event.status === 'failed' && !failed.has(name)) failed.set(name, event.reason);
  };
  const clock = createTestClock();
  const control = createStopControl();
  const programs = createTestPrograms(clock, (by) => control.request(by));
  const mask = createMask();
  const effects = createLiveEffects({
    clock,
    control,
    openSession: () => Promise.reject(new Error('there is no session')),
    runProgram: programs.run,
    lookFor: lookHere,
    machine: noMachine,
    ...noFiles,
    ask: () => Promise.resolve({ kind: 'unanswerable', why: 'nobody is there', help: '' }),
    verbose: false,
    mask,
  });
  await runProgram(plan, { effects, emit, mask, tally: createTally(), reading, openFirst: false });
  return { plan, refusals, openPlan, chosen, failed, ignored, ran, skipped };
}

function withoutItem(name: string): string {
  return name.replace(/^(\w+ [\d.]+).*$/, '$1');
}
