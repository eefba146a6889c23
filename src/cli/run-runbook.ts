import { randomBytes } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import type { Ask } from '../actions/action-context.ts';
import { runNativeProgram } from '../actions/native-program.ts';
import type { RunProgram } from '../actions/program.ts';
import { runPlan, type RunOutcome } from '../engine/run-plan.ts';
import { createSessionKeeper } from '../engine/session-keeper.ts';
import { createStopControl } from '../engine/stop-control.ts';
import { systemClock, type Clock } from '../events/clock.ts';
import { createEventBus } from '../events/event-bus.ts';
import { createMask, type Mask } from '../events/mask.ts';
import type { RunEvent } from '../events/run-event.ts';
import { createSummary } from '../report/summary.ts';
import { SessionUnavailable } from '../session/session.ts';
import type { EarlySession } from './early-session.ts';
import type { Environment, ExitCode } from './environment.ts';
import { findRunPowerShell, openRunSession } from './run-session.ts';
import { createViews } from './run-views.ts';
import { needsPowerShell, parametersShown } from './plan-facts.ts';
import type { PreparedRun } from './prepare-run.ts';
import { createAsk, createUnattendedAsk } from './prompts.ts';
import type { RunFlags } from './options.ts';
import { createRehearsalClock } from './rehearsal/rehearsal-clock.ts';
import { runRehearsedProgram } from './rehearsal/rehearsal-programs.ts';
import { createRehearsalState } from './rehearsal/rehearsal-state.ts';
import { createScenarioAsk } from './rehearsal/scenario-answers.ts';
import { secretsIn } from './secrets-in.ts';
import { onStopSignals } from './stop-signals.ts';
import { writeDiagnostics } from './write-diagnostics.ts';

/** Milliseconds that are left for putting things down after the second request for a stop. */
const HALT_LIMIT = 2000;

/** Runs what was prepared, shows it, and sums it up. */
export async function runRunbook(
  prepared: PreparedRun,
  flags: RunFlags & { readonly keep?: string },
  environment: Environment,
  early?: EarlySession,
): Promise<void> {
  const { plan, rehearsal, scenario } = prepared;
  const mask = createMask();
  for (const secret of secretsIn(plan.parameters.values.values())) mask.add(secret);
  const state = rehearsal && createRehearsalState(scenario, flags.keep);
  try {
    const powershell = await findRunPowerShell(prepared, flags, environment);
    if (powershell instanceof SessionUnavailable) {
      environment.stderr.write(
        `error: ${mask.mask(powershell.message)} [${powershell.code}]\n  = ${powershell.help}\n`,
      );
      environment.exitCode = 3;
      return;
    }
    const rehearsalClock = state && createRehearsalClock(state.directory);
    const clock: Clock = rehearsalClock ?? systemClock;
    const views = await createViews(flags, environment, () => clock.now());
    if ('diagnostic' in views) {
      writeDiagnostics([views.diagnostic], environment.stderr);
      environment.exitCode = 4;
      return;
    }
    const bus = createEventBus(mask);
    const summary = createSummary();
    bus.subscribe((event) => summary.handle(event));
    bus.subscribe((event) => views.handle(event));
    const emit = (event: RunEvent) => bus.emit(event);

    const control = createStopControl((by, count) => {
      if (count === 1) emit({ type: 'stop-requested', time: clock.now(), by });
    });
    const stopListening = onStopSignals((by) => control.request(by));
    // Before the first task a stop needs to wait for nothing; later an `always` section may want a new PowerShell in spite of it.
    let patience = control.stop;
    const openSession = () =>
      openRunSession(prepared, powershell.executable, state?.directory, early, patience);
    const sessions = createSessionKeeper(openSession, clock, emit);

    const runProgram: RunProgram = (request) =>
      rehearsal && state
        ? runRehearsedProgram(
            { ...rehearsal, stateDirectory: state.directory, powershell: powershell.executable },
            request,
            control.halt,
          )
        : runNativeProgram(request, control.halt);

    const begun = clock.now();
    emit({
      type: 'run-started',
      time: begun,
      runId: runIdAt(environment.now()),
      name: plan.runbook.name ?? prepared.found.shown,
      file: prepared.found.shown,
      mode: rehearsal ? 'rehearsal' : plan.checkMode ? 'check' : 'apply',
      ...(scenario ? { scenario: scenario.name } : {}),
      parameters: parametersShown(plan),
      outline: plan.outline,
    });
    const finish = (outcome: RunOutcome) => {
      const time = clock.now();
      emit({ type: 'run-finished', time, duration: time - begun, ...outcome });
      environment.exitCode = outcome.exitCode;
    };
    const close = async () => {
      await views.end();
      views.writeSummary(summary.text({ host: hostname(), user: userName(), ...columnsOf(environment) }));
    };
    control.halt.addEventListener('abort', () => void haltSoon(finish, close, environment), { once: true });

    const ask = maskingAnswers(
      mask,
      createRunAsk(prepared, flags, environment, views, () => control.request('operator')),
    );
    const unopened = needsPowerShell(plan)
      ? await sessions.open().then(() => undefined, asUnavailable)
      : undefined;
    patience = control.halt;
    if (unopened && !control.stop.aborted) {
      const text = `${unopened.message}\n${unopened.help}`;
      emit({ type: 'notice-given', time: clock.now(), level: 'warning', text });
    }
    finish(
      unopened
        ? couldNotOpen(unopened, control.stop.aborted)
        : await runPlan(plan, {
            clock,
            emit,
            control,
            sessions,
            runProgram,
            maskStream: () => mask.maskStream(),
            ask,
            verbose: flags.verbose > 0 || flags.log !== undefined,
          }),
    );
    rehearsalClock?.dispose();
    stopListening();
    await close();
    for (const failure of bus.failures) throw failure;
  } finally {
    state?.dispose();
  }
}

/** After a second request to stop, the run's own end may be stuck behind whatever does not answer: then it is written down as it is. */
async function haltSoon(
  finish: (outcome: RunOutcome) => void,
  close: () => Promise<void>,
  environment: Environment,
): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, HALT_LIMIT).unref());
  const none = { ok: 0, changed: 0, skipped: 0, failed: 0, ignored: 0, rescued: 0, not_run: 0, stopped: 0 };
  finish({ exitCode: 5, outcome: 'ended at once by the operator', counts: none, inDoubt: [] });
  await close();
  process.exit(environment.exitCode satisfies ExitCode);
}

function couldNotOpen(error: SessionUnavailable, stopped: boolean): RunOutcome {
  const counts = { ok: 0, changed: 0, skipped: 0, failed: 0, ignored: 0, rescued: 0, not_run: 0, stopped: 0 };
  if (stopped)
    return { exitCode: 5, outcome: 'stopped by the operator: nothing was run', counts, inDoubt: [] };
  // What the process said stands in the notice.
  const [sentence = ''] = error.message.split(/(?:; it said:)?\n/);
  return { exitCode: 3, outcome: `nothing was run: ${sentence}`, counts, inDoubt: [] };
}

function asUnavailable(error: unknown): SessionUnavailable {
  if (error instanceof SessionUnavailable) return error;
  if (error instanceof Error && error.name === 'SessionLost') {
    return new SessionUnavailable('powershell-start-failed', error.message, 'see `runbook doctor`');
  }
  throw error;
}

/** What is typed without being shown is a secret from the moment in which it is known. */
function maskingAnswers(mask: Mask, ask: Ask): Ask {
  return async (question, signal) => {
    const answer = await ask(question, signal);
    if (answer.kind === 'text' && !question.echo) mask.add(answer.text);
    return answer;
  };
}

function createRunAsk(
  { rehearsal, scenario }: PreparedRun,
  flags: RunFlags,
  environment: Environment,
  terminal: Parameters<typeof createAsk>[1],
  onInterrupt: () => void,
): Ask {
  const yes = flags.yes === true;
  if (!rehearsal) return createAsk(environment, terminal, yes, onInterrupt);
  return createScenarioAsk(scenario?.answers ?? [], createUnattendedAsk(yes));
}

/** Sorts by time, and two runs of one second differ. */
function runIdAt(time: number): string {
  const stamp = new Date(time).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  return `${stamp}-${randomBytes(2).toString('hex')}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // No entry for this user, as in some containers.
    return 'unknown';
  }
}

function columnsOf({ stdout }: Environment): { columns?: number } {
  return stdout.columns === undefined ? {} : { columns: stdout.columns };
}
