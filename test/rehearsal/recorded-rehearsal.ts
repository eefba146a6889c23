import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needsPowerShell } from '../../src/cli/apply/plan-facts.ts';
import { createUnattendedAsk } from '../../src/cli/apply/prompts.ts';
import { sessionNeeds } from '../../src/model/session-needs.ts';
import { bindFromFlags } from '../../src/cli/parameters/bind-from-flags.ts';
import { createLiveEffects } from '../../src/engine/live-effects.ts';
import { runProgram, type RunOutcome } from '../../src/engine/run-program.ts';
import { createStopControl } from '../../src/engine/stop-control.ts';
import type { RunEvent } from '../../src/events/run-event.ts';
import { createTally } from '../../src/events/tally.ts';
import { loadRunbook } from '../../src/model/load-runbook.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { lowerRunbook } from '../../src/program/lower.ts';
import { chooseScenario } from '../../src/rehearsal/choose-scenario.ts';
import { createRehearsalClock } from '../../src/rehearsal/rehearsal-clock.ts';
import { createRehearsedMachine } from '../../src/rehearsal/rehearsed-machine.ts';
import { createRunnerFiles } from '../../src/actions/files/runner-files.ts';
import { filesInRehearsal, rehearsedRunnerFiles } from '../../src/rehearsal/rehearsal-files.ts';
import { createRehearsedLooks } from '../../src/rehearsal/rehearsal-looks.ts';
import { runRehearsedProgram } from '../../src/rehearsal/rehearsal-programs.ts';
import { createRehearsalState } from '../../src/rehearsal/rehearsal-state.ts';
import { createScenarioAnswers, createScenarioAsk } from '../../src/rehearsal/scenario-answers.ts';
import { createMask } from '../../src/secrets/mask.ts';
import { openSession } from '../../src/session/open-session.ts';
import { recordEffects } from '../harness/recorded-effects.ts';
import { root } from '../harness/paths.ts';
import { testPowerShell } from '../session/test-session.ts';
import { reading } from '../harness/reading.ts';

export interface RecordedRehearsal {
  readonly plan: Plan;
  readonly outcome: RunOutcome;
  readonly events: readonly RunEvent[];
  /** Where its journal lies. */
  readonly directory: string;
  readonly openFirst: boolean;
  /** The exit code that the scenario expects. */
  readonly expectedExit: number | undefined;
}

/** Plays a scenario of a shipped runbook in this process, with a real PowerShell, and writes down its effects. `stopsAt` is a Ctrl-C. */
export async function recordRehearsal(
  file: string,
  name: string,
  stopsAt: (event: RunEvent) => boolean = () => false,
): Promise<RecordedRehearsal> {
  const { plan, rehearsal, scenario } = await planScenario(join(root, 'runbooks', file), file, name);
  const powershell = await testPowerShell();
  const state = createRehearsalState(scenario, undefined, 'test');
  const clock = createRehearsalClock(state.directory);
  const control = createStopControl();
  const mask = createMask();
  const { modules } = sessionNeeds(plan.runbook);
  const { directory } = rehearsal;
  const stateDirectory = state.directory;
  const live = createLiveEffects({
    clock,
    control,
    openSession: (signal) =>
      openSession({
        powershell,
        requirements: { modules },
        rehearsal: { directory, stateDirectory },
        signal,
      }),
    runProgram: (request) =>
      runRehearsedProgram({ directory, stateDirectory, powershell }, request, control.halt),
    lookFor: createRehearsedLooks({ directory, stateDirectory, powershell }, control.halt),
    machine: createRehearsedMachine(
      { directory, stateDirectory, powershell },
      { facts: scenario.facts, isCore: false },
      control.halt,
    ),
    filesOf: filesInRehearsal,
    runnerFiles: rehearsedRunnerFiles(createRunnerFiles(root)),
    ask: createScenarioAsk(createScenarioAnswers(scenario.answers), createUnattendedAsk(false)),
    verbose: true,
    mask,
    beside: clock.beside,
  });
  const events: RunEvent[] = [];
  const emit = (event: RunEvent) => {
    events.push(event);
    if (stopsAt(event)) control.request('operator');
  };
  const recording = recordEffects(live);
  const openFirst = needsPowerShell(plan);
  try {
    const tools = { effects: recording.port, emit, mask, tally: createTally(), reading, openFirst };
    const outcome = await runProgram(plan, tools);
    const expectedExit = scenario.expectation?.exit.value;
    return { plan, outcome, events, directory: recording.directory, openFirst, expectedExit };
  } finally {
    clock.dispose();
    state.dispose();
  }
}

async function planScenario(path: string, shown: string, name: string) {
  const { runbook } = loadRunbook({ path, text: readFileSync(path, 'utf8') });
  const chosen = chooseScenario({ path, shown }, name);
  if (!runbook || 'diagnostics' in chosen || !chosen.scenario) throw new Error(`"${name}" cannot be played`);
  const { rehearsal, scenario } = chosen;
  const environment = { stdin: process.stdin, variables: {}, currentDirectory: root };
  const { parameters } = await bindFromFlags(
    runbook,
    { flags: {}, scenario: scenario.parameters },
    environment,
  );
  if (!parameters) throw new Error(`the parameters of "${name}" are wrong`);
  const { plan } = makePlan(lowerRunbook(runbook), parameters, { tags: [], skipTags: [], checkMode: false });
  if (!plan) throw new Error(`"${name}" has no plan`);
  return { plan, rehearsal, scenario };
}
